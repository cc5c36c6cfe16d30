/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter;

import io.totemic.TotemicNode;
import io.totemic.protocol.group.MemberEvent;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A client of the counter of its node: it asks for the sum all the time, adds now and then, and writes all of it into the ledger. */
final class Client {

    private static final Duration INTERVAL = Duration.ofMillis(20);

    /** It adds in one of so many intervals. */
    private static final int SELDOM = 150;

    private record Tick() {}

    private Client() {}

    static Behavior<Object> create(
            final TotemicNode node, final ActorRef<ReplicatedCounter.Command> counter, final Ledger ledger) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            final Ledger.Life life = ledger.begin(node.self());
            timers.startTimerWithFixedDelay(new Tick(), INTERVAL);
            node.joinBytes("clients", context.getSelf().narrow());
            return Behaviors.receive(Object.class)
                    .onMessage(Tick.class, tick -> {
                        final int increment = ledger.nextIncrement(SELDOM);
                        if (increment >= 0) {
                            counter.tell(new ReplicatedCounter.Add(
                                    Ledger.amount(increment),
                                    once(context, answer -> ledger.onAdded(life, increment, answer))));
                        }
                        counter.tell(
                                new ReplicatedCounter.GetValue(once(context, answer -> ledger.onAnswer(life, answer))));
                        return Behaviors.same();
                    })
                    .onMessage(MemberEvent.ConfigurationChanged.class, changed -> {
                        if (changed.configuration().isRegular()
                                && changed.joined().isEmpty()) {
                            ledger.onRing(
                                    life,
                                    changed.configuration().ringId().seq(),
                                    changed.configuration().verdict().isQuorate());
                        }
                        return Behaviors.same();
                    })
                    .onAnyMessage(other -> Behaviors.same())
                    .build();
        }));
    }

    private static ActorRef<ReplicatedCounter.Answer> once(
            final ActorContext<Object> context, final Consumer<ReplicatedCounter.Answer> then) {
        return context.spawnAnonymous(Behaviors.receiveMessage(answer -> {
            then.accept(answer);
            return Behaviors.stopped();
        }));
    }
}
