/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.replicated.Place;
import io.totemic.simulation.kit.Seeds;
import io.totemic.simulation.kit.SimulatedCluster;
import io.totemic.singleton.ClusterSingleton;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

final class SingletonHistoryTest {

    private static final Duration A_WHILE = Duration.ofSeconds(15);

    /** Longer than the token time-out and the time for consensus, after which the others go on. */
    private static final Duration PAUSE = Duration.ofMillis(2_600);

    private static final long WITHIN_NS = 6_000_000_000L;

    @Test
    void shouldRunOnceAndGoOnElsewhere() {
        Seeds.ofNodes(5).count(12).check(cluster -> {
            final SingletonHistory history = new SingletonHistory(cluster, false);
            assertThat(history.run()).isEmpty();
            assertThat(history.failOversNs()).hasSize(1).allMatch(ns -> ns < WITHIN_NS);
        });
    }

    @Test
    void shouldHaveTokensThatGrowWhateverPausesThereAre() {
        Seeds.ofNodes(5).count(6).check(cluster -> {
            final SingletonHistory history = new SingletonHistory(cluster, true);
            assertThat(history.run()).isEmpty();
        });
    }

    @Test
    void shouldNotRunTwiceWhenItsNodePausesForLongerThanItTakesToLoseIt() {
        Seeds.ofNodes(3).count(5).check(cluster -> assertThat(mostAtOnce(cluster, null))
                .isEqualTo(1));
    }

    /** So the delay is what keeps them apart. */
    @Test
    void shouldRunTwiceForAMomentWithoutTheHandOverDelay() {
        Seeds.ofNodes(3).count(5).check(cluster -> assertThat(mostAtOnce(cluster, Duration.ZERO))
                .isEqualTo(2));
    }

    private static int mostAtOnce(final SimulatedCluster cluster, final Duration handOverDelay) {
        final TreeSet<NodeId> running = new TreeSet<>();
        final AtomicInteger most = new AtomicInteger();
        cluster.spawnOnEach("singleton", node -> {
            final Function<Place, Behavior<Object>> instance = token -> Behaviors.setup(context -> {
                running.add(node.self());
                most.set(Math.max(most.get(), running.size()));
                return Behaviors.receive(Object.class)
                        .onSignal(PostStop.class, signal -> {
                            running.remove(node.self());
                            return Behaviors.same();
                        })
                        .build();
            });
            return handOverDelay == null
                    ? ClusterSingleton.create(node, "it", instance)
                    : ClusterSingleton.create(node, "it", handOverDelay, instance);
        });
        cluster.start().awaitOneRing().runUntil(() -> running.size() == 1, A_WHILE);

        final NodeId lost = running.first();
        cluster.pause(lost.value(), PAUSE).runFor(A_WHILE);
        assertThat(running).hasSize(1).doesNotContain(lost);
        return most.get();
    }
}
