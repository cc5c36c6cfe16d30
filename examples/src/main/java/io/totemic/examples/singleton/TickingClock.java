/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.singleton;

import io.totemic.TotemicNode;
import io.totemic.protocol.NodeId;
import io.totemic.replicated.Place;
import io.totemic.singleton.ClusterSingleton;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** What must run once in the cluster. Says when it begins, each second that it runs, and when it is stopped; always with its token. */
public final class TickingClock extends AbstractBehavior<TickingClock.Tick> {

    /** A second has passed. */
    public record Tick() {}

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final NodeId node;
    private final Place token;
    private final Consumer<String> screen;
    private int ticks;

    /** Runs the clock on the nodes on which this is spawned, one at a time. */
    public static Behavior<ClusterSingleton.Command<Tick>> create(
            final TotemicNode node, final Consumer<String> screen) {
        return ClusterSingleton.create(
                node,
                "clock",
                token -> Behaviors.setup(context -> Behaviors.withTimers(timers -> {
                    timers.startTimerAtFixedRate(new Tick(), SECOND);
                    return new TickingClock(context, node.self(), token, screen);
                })));
    }

    private TickingClock(
            final ActorContext<Tick> context, final NodeId node, final Place token, final Consumer<String> screen) {
        super(context);
        this.node = node;
        this.token = token;
        this.screen = screen;
        screen.accept("node " + node + " begins with token " + token);
    }

    @Override
    public Receive<Tick> createReceive() {
        return newReceiveBuilder()
                .onMessage(Tick.class, tick -> {
                    ticks++;
                    screen.accept("node " + node + " ticks " + ticks);
                    return this;
                })
                .onSignal(PostStop.class, stopped -> {
                    screen.accept("node " + node + " is stopped, its token was " + token);
                    return this;
                })
                .build();
    }
}
