/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.group.MemberEvent;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Stands between the group service and a listener, on the listener's side of the ring loop: messages are read here. Ends with the
 * listener, so that the listener still leaves by ending.
 */
final class MemberAdapter<T> extends AbstractBehavior<Object> {

    /** The group says it is joined; only then what was taken can be acknowledged. */
    record Joined(ByteGroup group) {}

    /** The group was not joined. */
    record Refused() {}

    /** How far reading may be behind the ring. */
    static final long WINDOW_BYTES = 4L * 1024 * 1024;

    private static final long ACKNOWLEDGED_BYTES = WINDOW_BYTES / 8;

    private final ActorRef<GroupEvent<T>> listener;
    private final PayloadCodec<T> codec;
    private ByteGroup group;
    private long takenBytes;

    static <T> Behavior<Object> create(final ActorRef<GroupEvent<T>> listener, final PayloadCodec<T> codec) {
        return Behaviors.setup(context -> {
            context.watch(listener);
            return new MemberAdapter<>(context, listener, codec);
        });
    }

    private MemberAdapter(
            final ActorContext<Object> context, final ActorRef<GroupEvent<T>> listener, final PayloadCodec<T> codec) {
        super(context);
        this.listener = listener;
        this.codec = codec;
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(MemberEvent.class, event -> {
                    listener.tell(EventReader.read(event, codec));
                    takenBytes += ByteGroup.windowBytesOf(event);
                    acknowledge();
                    return this;
                })
                .onMessage(Joined.class, joined -> {
                    group = joined.group;
                    acknowledge();
                    return this;
                })
                .onMessage(Refused.class, refused -> Behaviors.stopped())
                .onSignal(Terminated.class, signal -> Behaviors.stopped())
                .build();
    }

    private void acknowledge() {
        if (group != null && takenBytes >= ACKNOWLEDGED_BYTES) {
            group.consumed(takenBytes);
            takenBytes = 0;
        }
    }
}
