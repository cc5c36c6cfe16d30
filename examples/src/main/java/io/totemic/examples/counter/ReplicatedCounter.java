/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter;

import io.totemic.ByteGroup;
import io.totemic.TotemicNode;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * One replica of a counter; one runs on each node, each node has one vote.
 *
 * <p>An increment is multicast and counted where it stands in the total order, by all members at once, its sender included. When the
 * membership changes, nothing is counted until the members have agreed on what they go on from:
 *
 * <ol>
 *   <li>If the ring is quorate, the first member opens a round.
 *   <li>Whoever is delivered that multicasts what it has counted, and on which ring that was last in force.
 *   <li>When the last member's word is delivered, the most recent count is in force, everywhere at the same place of the order. Another
 *       change before that begins again.
 * </ol>
 *
 * <p>A replica lives in memory, so one that has just started knows nothing, and must not make a majority with replicas that were cut
 * off: those that know something must be a quorum by themselves, or everybody must be there. Two quorums share a replica, so the most
 * recent count of a quorum is that of the last quorum.
 *
 * <p>What it does not promise: delivery is agreed and not safe, so what a replica answers may be known to it alone if it is cut off in
 * that moment; then it is forgotten when it returns. And {@link GetValue} is answered from memory: a replica answers until it is told
 * that it was cut off.
 */
public final class ReplicatedCounter extends AbstractBehavior<ReplicatedCounter.Command> {

    /** The group of all replicas. */
    public static final String GROUP = "counter";

    private static final int EVENTS_BEFORE_JOINED_MAX = 1_000;
    private static final Duration SEND_AGAIN_AFTER = Duration.ofMillis(10);

    /** What a replica takes. */
    public sealed interface Command {}

    /** Counts so much and answers with the sum after it. */
    public record Add(long amount, ActorRef<Answer> replyTo) implements Command {}

    /** Answers with the sum so far. */
    public record GetValue(ActorRef<Answer> replyTo) implements Command {}

    /** What a replica answers. */
    public sealed interface Answer {}

    /** The sum. */
    public record Value(long value) implements Answer {}

    /** No count is in force here: no quorum, or the members have not agreed yet. Nothing was counted, anywhere. */
    public record TryAgain() implements Answer {}

    /** The membership changed while the increment was on its way: it was not counted here, but perhaps by those on another side. */
    public record Unknown() implements Answer {}

    private record Joined(ByteGroup group) implements Command {}

    private record Told(MemberEvent event) implements Command {}

    private record Changed(long number) implements Command {}

    private record Sent(CounterMessage message, SendResult result) implements Command {}

    private record Send(CounterMessage message) implements Command {}

    private final ByteGroup group;
    private final TreeMap<Long, ActorRef<Answer>> waiting = new TreeMap<>();
    private long sent;
    private long changes;
    private List<GroupMember> members = List.of();
    private RingId ring;
    private QuorumVerdict verdict;
    private CounterMessage.Round round;
    private final TreeMap<GroupMember, Count> told = new TreeMap<>();
    private Count count = Count.UNKNOWN;
    private boolean isInForce;

    /** The replica of a node. It leaves the group when it is stopped. */
    public static Behavior<Command> create(final TotemicNode node) {
        return Behaviors.setup(context -> Behaviors.withStash(EVENTS_BEFORE_JOINED_MAX, early -> {
            context.pipeToSelf(
                    node.joinBytes(GROUP, context.messageAdapter(MemberEvent.class, Told::new)), (group, failure) -> {
                        if (failure != null) {
                            throw new IllegalStateException("cannot join group " + GROUP, failure);
                        }
                        return new Joined(group);
                    });
            return Behaviors.receive(Command.class)
                    .onMessage(Joined.class, m -> early.unstashAll(new ReplicatedCounter(context, m.group)))
                    .onMessage(Told.class, m -> {
                        early.stash(m);
                        return Behaviors.same();
                    })
                    .onMessage(Add.class, m -> tryAgain(m.replyTo))
                    .onMessage(GetValue.class, m -> tryAgain(m.replyTo))
                    .build();
        }));
    }

    private static Behavior<Command> tryAgain(final ActorRef<Answer> replyTo) {
        replyTo.tell(new TryAgain());
        return Behaviors.same();
    }

    private ReplicatedCounter(final ActorContext<Command> context, final ByteGroup group) {
        super(context);
        this.group = group;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Add.class, this::onAdd)
                .onMessage(GetValue.class, m -> {
                    m.replyTo.tell(isInForce ? new Value(count.value()) : new TryAgain());
                    return this;
                })
                .onMessage(Told.class, this::onTold)
                .onMessage(Changed.class, this::onChanged)
                .onMessage(Sent.class, this::onSent)
                .onMessage(Send.class, m -> {
                    multicast(m.message);
                    return this;
                })
                .build();
    }

    private Behavior<Command> onAdd(final Add add) {
        if (!isInForce) {
            return tryAgain(add.replyTo);
        }
        sent++;
        waiting.put(sent, add.replyTo);
        multicast(new CounterMessage.Increment(sent, add.amount));
        return this;
    }

    private Behavior<Command> onTold(final Told m) {
        if (m.event instanceof MemberEvent.ConfigurationChanged changed) {
            onChangedConfiguration(changed);
        } else if (m.event instanceof MemberEvent.Delivered delivered) {
            final CounterMessage message = CounterMessage.decode(delivered.payload());
            if (message instanceof CounterMessage.Increment increment) {
                onIncrement(delivered.sender(), increment);
            } else if (message instanceof CounterMessage.OpenRound open) {
                onOpenRound(new CounterMessage.Round(delivered.sender(), open.number()));
            } else if (message instanceof CounterMessage.Tell tell) {
                onTell(delivered, tell);
            }
        }
        return this;
    }

    private void onChangedConfiguration(final MemberEvent.ConfigurationChanged changed) {
        final RingId newRing = changed.configuration().ringId();
        if (ring != null && !ring.equals(newRing)) {
            count = count.onNextRing();
        }
        ring = newRing;
        members = changed.members();
        verdict = changed.configuration().verdict();
        agreeAnew();
    }

    /** The membership is another one: nobody counts until all have said what they have. */
    private void agreeAnew() {
        isInForce = false;
        round = null;
        changes++;
        // What comes with the same change is waiting already: one round for all of it.
        getContext().getSelf().tell(new Changed(changes));
    }

    private Behavior<Command> onChanged(final Changed m) {
        final boolean isLast = m.number == changes;
        if (isLast && verdict.isQuorate() && members.get(0).equals(group.self())) {
            sent++;
            multicast(new CounterMessage.OpenRound(sent));
        }
        return this;
    }

    private void onOpenRound(final CounterMessage.Round opened) {
        if (verdict.isQuorate()) {
            isInForce = false;
            round = opened;
            told.clear();
            multicast(new CounterMessage.Tell(opened, count));
        }
    }

    private void onTell(final MemberEvent.Delivered delivered, final CounterMessage.Tell tell) {
        if (!tell.round().equals(round)) {
            // Said before the membership changed.
            return;
        }
        told.put(delivered.sender(), tell.count());
        if (told.size() == members.size() && isEnough()) {
            count = Collections.max(told.values())
                    .inForceOn(delivered.position().ringId().seq());
            isInForce = true;
        }
    }

    /** Whether the most recent count of all is among those that were told. */
    private boolean isEnough() {
        final long known = told.values().stream().filter(Count::isKnown).count();
        return known >= verdict.quorum() || told.size() >= verdict.expectedVotes();
    }

    private void onIncrement(final GroupMember sender, final CounterMessage.Increment increment) {
        if (isInForce) {
            count = count.plus(increment.amount());
        }
        if (sender.equals(group.self())) {
            waiting.remove(increment.number()).tell(isInForce ? new Value(count.value()) : new Unknown());
        }
    }

    private void multicast(final CounterMessage message) {
        getContext().pipeToSelf(group.multicast(message.encode()), (result, failure) -> new Sent(message, result));
    }

    private Behavior<Command> onSent(final Sent m) {
        if (m.result.isAccepted()) {
            return this;
        }
        if (m.message instanceof CounterMessage.Increment increment) {
            waiting.remove(increment.number()).tell(new TryAgain());
        } else {
            // The send queue was full. Nobody counts before this is said.
            getContext().scheduleOnce(SEND_AGAIN_AFTER, getContext().getSelf(), new Send(m.message));
        }
        return this;
    }
}
