/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.ByteGroup;
import io.totemic.protocol.group.SendResult;
import java.nio.ByteBuffer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Many actors that each multicast again as soon as they are answered, whatever the answer is: what a careless program does. */
final class Flood {

    private static final int OUTSTANDING = 16;

    private final ByteGroup group;
    private final int senders;

    /** Of {@code senders} actors. */
    Flood(final ByteGroup group, final int senders) {
        this.group = group;
        this.senders = senders;
    }

    void start(final ActorSystem<?> system) {
        for (int i = 0; i < senders; i++) {
            final ActorRef<SendResult> sender = system.systemActorOf(Sender.create(group), "flood-" + i, Props.empty());
            for (int j = 0; j < OUTSTANDING; j++) {
                sender.tell(SendResult.Accepted.INSTANCE);
            }
        }
    }

    private static final class Sender extends AbstractBehavior<SendResult> {

        private static final byte[] PAYLOAD =
                ByteBuffer.allocate(100).putLong(SequenceWriter.FLOOD_LIFE).array();

        private final ByteGroup group;

        static Behavior<SendResult> create(final ByteGroup group) {
            return Behaviors.setup(context -> new Sender(context, group));
        }

        private Sender(final ActorContext<SendResult> context, final ByteGroup group) {
            super(context);
            this.group = group;
        }

        @Override
        public Receive<SendResult> createReceive() {
            return newReceiveBuilder()
                    .onMessage(SendResult.class, last -> {
                        final ActorRef<SendResult> self = getContext().getSelf();
                        group.multicast(PAYLOAD)
                                .whenComplete((result, failure) ->
                                        self.tell(result == null ? SendResult.TryAgain.INSTANCE : result));
                        return this;
                    })
                    .build();
        }
    }
}
