/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter;

import io.totemic.PayloadCodec;
import io.totemic.TotemicNode;
import io.totemic.protocol.group.GroupMember;
import io.totemic.replicated.Place;
import io.totemic.replicated.ReplicatedStateMachine;
import io.totemic.replicated.ReplicatedStateMachine.Done;
import io.totemic.replicated.ReplicatedStateMachine.Execute;
import io.totemic.replicated.ReplicatedStateMachine.ReadLocal;
import io.totemic.replicated.ReplicationSettings;
import io.totemic.replicated.StateMachine;
import java.nio.ByteBuffer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A counter that survives the loss of any minority of its nodes; one replica runs on each node.
 *
 * <p>All there is to write is the state machine, how its state and commands become bytes, and what clients are told. What a client was
 * told after it has added is not forgotten: see {@link ReplicatedStateMachine} for what that rests on. {@link GetValue} is answered
 * from memory, and on a node that has been cut off and does not know it yet may be behind; {@code ReadOrdered} instead of {@code
 * ReadLocal} would cost as much as an increment and never be.
 */
public final class ReplicatedCounter {

    /** The group of all replicas. */
    public static final String GROUP = "counter";

    /** What a replica takes. */
    public sealed interface Command {}

    /** Counts so much and answers with the sum after it. */
    public record Add(long amount, ActorRef<Answer> replyTo) implements Command {}

    /** Answers with the sum as this replica knows it. */
    public record GetValue(ActorRef<Answer> replyTo) implements Command {}

    /** What a replica answers. */
    public sealed interface Answer {}

    /** The sum. */
    public record Value(long value) implements Answer {}

    /** No quorum here, or too many replicas were restarted. Nothing was counted, anywhere. */
    public record TryAgain() implements Answer {}

    /** The ring ended while the increment was on its way: it was counted by all or by nobody. */
    public record Unknown() implements Answer {}

    /** The sum, the amounts that are added to it, and what is answered: all of them numbers. */
    private record Sum() implements StateMachine<Long, Long, Long> {
        @Override
        public Long initialState() {
            return 0L;
        }

        @Override
        public Applied<Long, Long> apply(
                final Long sum, final Long amount, final GroupMember sender, final Place place) {
            return new Applied<>(sum + amount, sum + amount);
        }
    }

    private static final PayloadCodec<Long> NUMBERS = new PayloadCodec<>() {
        @Override
        public byte[] encode(final Long number) {
            return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        }

        @Override
        public Long decode(final byte[] payload) {
            return ByteBuffer.wrap(payload).getLong();
        }
    };

    private ReplicatedCounter() {}

    /** The replica of a node. It leaves the group when it is stopped. */
    public static Behavior<Command> create(final TotemicNode node) {
        return Behaviors.setup(context -> {
            final ActorRef<ReplicatedStateMachine.Command<Long, Long, Long>> replica = context.spawn(
                    ReplicatedStateMachine.create(node, GROUP, new Sum(), ReplicationSettings.of(NUMBERS, NUMBERS)),
                    "replica");
            context.watch(replica);
            return Behaviors.receive(Command.class)
                    .onMessage(Add.class, add -> {
                        replica.tell(new Execute<>(add.amount, answering(context, add.replyTo)));
                        return Behaviors.same();
                    })
                    .onMessage(GetValue.class, get -> {
                        replica.tell(new ReadLocal<>(context.spawnAnonymous(Behaviors.receiveMessage(view -> {
                            get.replyTo.tell(view.isServing() ? new Value(view.state()) : new TryAgain());
                            return Behaviors.stopped();
                        }))));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    /** Takes one answer of the replica and passes it on in our words. */
    private static ActorRef<ReplicatedStateMachine.Answer<Long>> answering(
            final ActorContext<Command> context, final ActorRef<Answer> client) {
        return context.spawnAnonymous(Behaviors.receiveMessage(answer -> {
            if (answer instanceof Done<Long> done) {
                client.tell(new Value(done.result()));
            } else if (answer instanceof ReplicatedStateMachine.Unknown<Long>) {
                client.tell(new Unknown());
            } else {
                client.tell(new TryAgain());
            }
            return Behaviors.stopped();
        }));
    }
}
