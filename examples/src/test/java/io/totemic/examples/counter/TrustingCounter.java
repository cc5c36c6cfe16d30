/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter;

import io.totemic.ByteGroup;
import io.totemic.TotemicNode;
import io.totemic.examples.counter.CounterMessage.Increment;
import io.totemic.examples.counter.CounterMessage.Round;
import io.totemic.examples.counter.CounterMessage.Tell;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * A counter with a planted bug, the one that a first try has: when members come, the one with the lowest id tells its sum and all take
 * it. It may be the very one that was cut off and has missed what the others counted.
 */
final class TrustingCounter extends AbstractBehavior<Object> {

    private record Joined(ByteGroup group) {}

    private final TreeMap<Long, ActorRef<ReplicatedCounter.Answer>> waiting = new TreeMap<>();
    private ByteGroup group;
    private Count count = Count.UNKNOWN;
    private long sent;
    private boolean isQuorate;

    static Behavior<ReplicatedCounter.Command> create(final TotemicNode node) {
        return Behaviors.<Object>setup(context -> new TrustingCounter(context, node))
                .narrow();
    }

    private TrustingCounter(final ActorContext<Object> context, final TotemicNode node) {
        super(context);
        context.pipeToSelf(
                node.joinBytes("trusting", context.getSelf().narrow()), (joined, failure) -> new Joined(joined));
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(Joined.class, m -> {
                    group = m.group;
                    return this;
                })
                .onMessage(ReplicatedCounter.Add.class, this::onAdd)
                .onMessage(ReplicatedCounter.GetValue.class, m -> {
                    m.replyTo().tell(answer());
                    return this;
                })
                .onMessage(MemberEvent.ConfigurationChanged.class, this::onChanged)
                .onMessage(MemberEvent.Delivered.class, this::onDelivered)
                .build();
    }

    private Behavior<Object> onAdd(final ReplicatedCounter.Add add) {
        if (group == null || !isQuorate) {
            add.replyTo().tell(new ReplicatedCounter.TryAgain());
            return this;
        }
        sent++;
        waiting.put(sent, add.replyTo());
        group.multicast(new Increment(sent, add.amount()).encode());
        return this;
    }

    private Behavior<Object> onChanged(final MemberEvent.ConfigurationChanged changed) {
        isQuorate = changed.configuration().verdict().isQuorate();
        // Nobody is left when the node leaves that was alone.
        final boolean isLowest = group != null
                && !changed.members().isEmpty()
                && changed.members().get(0).equals(group.self());
        if (isLowest && !changed.joined().isEmpty()) {
            group.multicast(new Tell(new Round(group.self(), 0), count).encode());
        }
        return this;
    }

    private Behavior<Object> onDelivered(final MemberEvent.Delivered delivered) {
        final CounterMessage message = CounterMessage.decode(delivered.payload());
        if (message instanceof Increment increment) {
            onIncrement(delivered.sender(), increment);
        } else if (message instanceof Tell tell) {
            count = tell.count();
        }
        return this;
    }

    private void onIncrement(final GroupMember sender, final Increment increment) {
        if (isQuorate) {
            count = count.plus(increment.amount());
        }
        if (sender.equals(group.self())) {
            waiting.remove(increment.number()).tell(answer());
        }
    }

    private ReplicatedCounter.Answer answer() {
        return isQuorate ? new ReplicatedCounter.Value(count.value()) : new ReplicatedCounter.TryAgain();
    }
}
