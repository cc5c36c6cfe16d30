/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.ByteGroup;
import io.totemic.protocol.group.MemberEvent;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** The application of a member: gives each message to the tally, and says how far it has come. Takes group events and {@link Joined}. */
final class CountingListener extends AbstractBehavior<Object> {

    /** The group was joined; only then what was taken can be acknowledged. */
    record Joined(ByteGroup group) {}

    /** How far it may be behind the ring. */
    static final long WINDOW_BYTES = 4L * 1024 * 1024;

    /** It says how far it has come after so many. */
    static final long ACKNOWLEDGED_BYTES = WINDOW_BYTES / 8;

    private final MemberLoop loop;
    private ByteGroup group;
    private final byte[] header = new byte[MessageHeader.BYTES];
    private long takenBytes;

    static Behavior<Object> create(final MemberLoop loop) {
        return Behaviors.setup(context -> new CountingListener(context, loop));
    }

    private CountingListener(final ActorContext<Object> context, final MemberLoop loop) {
        super(context);
        this.loop = loop;
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(MemberEvent.Delivered.class, delivered -> {
                    delivered.content().copyTo(0, header, 0, header.length);
                    loop.tally().onDelivered(header, 0);
                    return taken(delivered);
                })
                .onMessage(MemberEvent.ConfigurationChanged.class, changed -> {
                    MemberLoop.tell("MEMBERS " + changed.members().size());
                    return taken(changed);
                })
                .onMessage(MemberEvent.FlowControl.class, open -> this)
                .onMessage(Joined.class, joined -> {
                    group = joined.group;
                    return this;
                })
                .build();
    }

    private Behavior<Object> taken(final MemberEvent event) {
        takenBytes += ByteGroup.windowBytesOf(event);
        if (group != null && takenBytes >= ACKNOWLEDGED_BYTES) {
            group.consumed(takenBytes);
            takenBytes = 0;
        }
        return this;
    }
}
