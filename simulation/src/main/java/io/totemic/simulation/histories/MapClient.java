/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import io.totemic.replicated.ReplicatedStateMachine.Answer;
import io.totemic.replicated.ReplicatedStateMachine.Command;
import io.totemic.replicated.ReplicatedStateMachine.Done;
import io.totemic.replicated.ReplicatedStateMachine.Execute;
import io.totemic.replicated.ReplicatedStateMachine.ReadLocal;
import io.totemic.replicated.ReplicatedStateMachine.ReadOrdered;
import io.totemic.replicated.ReplicatedStateMachine.Unknown;
import io.totemic.replicated.ReplicatedStateMachine.View;
import java.time.Duration;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** A client of the map of its node: it asks for one thing after the other, and writes into the history what it was answered. */
final class MapClient extends AbstractBehavior<Object> {

    static final int KEYS = 3;
    private static final int REST_MAX_MS = 60;

    private record Next() {}

    private record Changed(Answer<Long> answer) {}

    private record Read(Answer<SortedMap<Integer, Long>> answer) {}

    private record Viewed(View<SortedMap<Integer, Long>> view) {}

    private final ActorRef<Command<SortedMap<Integer, Long>, MapMachine.Change, Long>> replica;
    private final MapHistory history;
    private final String name;
    private final TimerScheduler<Object> timers;
    private final SplittableRandom random;
    private final ActorRef<Answer<Long>> changed;
    private final ActorRef<Answer<SortedMap<Integer, Long>>> read;
    private final ActorRef<View<SortedMap<Integer, Long>>> viewed;
    private MapHistory.Call call;

    static Behavior<Object> create(
            final String name,
            final ActorRef<Command<SortedMap<Integer, Long>, MapMachine.Change, Long>> replica,
            final MapHistory history) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new MapClient(context, name, replica, history, timers)));
    }

    private MapClient(
            final ActorContext<Object> context,
            final String name,
            final ActorRef<Command<SortedMap<Integer, Long>, MapMachine.Change, Long>> replica,
            final MapHistory history,
            final TimerScheduler<Object> timers) {
        super(context);
        this.name = name;
        this.replica = replica;
        this.history = history;
        this.timers = timers;
        random = history.random();
        changed = context.spawn(wrapping(Changed::new), "changed");
        read = context.spawn(wrapping(Read::new), "read");
        viewed = context.spawn(wrapping(Viewed::new), "viewed");
        rest();
    }

    private <T> Behavior<T> wrapping(final Function<T, Object> wrap) {
        final ActorRef<Object> self = getContext().getSelf();
        return Behaviors.receiveMessage(message -> {
            self.tell(wrap.apply(message));
            return Behaviors.same();
        });
    }

    private void rest() {
        timers.startSingleTimer(new Next(), Duration.ofMillis(1 + random.nextInt(REST_MAX_MS)));
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(Next.class, m -> onNext())
                .onMessage(
                        Changed.class,
                        m -> onAnswer(m.answer, m.answer instanceof Done<Long> done ? done.result() : null))
                .onMessage(
                        Read.class,
                        m -> onAnswer(
                                m.answer,
                                m.answer instanceof Done<SortedMap<Integer, Long>> done ? get(done.result()) : null))
                .onMessage(Viewed.class, m -> {
                    if (m.view.isServing()) {
                        history.answered(call, get(m.view.state()));
                    } else {
                        history.refused(call);
                    }
                    rest();
                    return this;
                })
                .build();
    }

    private long get(final SortedMap<Integer, Long> state) {
        return state.getOrDefault(call.change().key(), 0L);
    }

    private Behavior<Object> onNext() {
        if (history.isClosed()) {
            return this;
        }
        final MapMachine.Change change = history.nextChange();
        call = history.called(name, change);
        if (change.kind() != MapMachine.Kind.GET) {
            replica.tell(new Execute<>(change, changed));
        } else if (history.isReadLocally()) {
            replica.tell(new ReadLocal<>(viewed));
        } else {
            replica.tell(new ReadOrdered<>(read));
        }
        return this;
    }

    private Behavior<Object> onAnswer(final Answer<?> answer, final Long output) {
        if (output != null) {
            history.answered(call, output);
        } else if (answer instanceof Unknown<?>) {
            history.unknown(call);
        } else {
            history.refused(call);
        }
        rest();
        return this;
    }
}
