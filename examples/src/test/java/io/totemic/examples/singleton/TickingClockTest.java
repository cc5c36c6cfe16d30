/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.singleton;

import static io.totemic.simulation.kit.SimulatedCluster.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.simulation.kit.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The clock ticks on one node, and goes on elsewhere. */
final class TickingClockTest {

    private static final Duration FAIL_OVER = Duration.ofSeconds(15);

    private final List<String> screen = new ArrayList<>();

    private int running() {
        final List<String> begins =
                screen.stream().filter(line -> line.contains(" begins ")).toList();
        return begins.isEmpty() ? 0 : begins.get(begins.size() - 1).charAt("node ".length()) - '0';
    }

    private void start(final SimulatedCluster cluster) {
        cluster.spawnOnEach("clock", node -> TickingClock.create(node, screen::add));
        cluster.start().awaitOneRing().runFor(FAIL_OVER);
        assertThat(screen).anyMatch(line -> line.endsWith(" ticks 3"));
    }

    @SimulatedTest(nodes = 3, seeds = 3)
    void shouldTickOnAnotherNodeWhenTheOneThatTickedDies(final SimulatedCluster cluster) {
        start(cluster);
        final int first = running();
        screen.clear();

        cluster.crash(first).runFor(FAIL_OVER);

        assertThat(running()).isNotIn(0, first);
        assertThat(screen).noneMatch(line -> line.startsWith("node " + first + " ticks"));
        assertThat(screen.get(screen.size() - 1)).startsWith("node " + running() + " ticks");
    }

    /** Cut off, it is stopped where it was before it begins elsewhere. */
    @SimulatedTest(nodes = 3, seeds = 3)
    void shouldStopWhereThereIsNoQuorumBeforeItBeginsElsewhere(final SimulatedCluster cluster) {
        start(cluster);
        final int first = running();
        screen.clear();

        cluster.partition(nodes(first), nodes(first % 3 + 1, (first + 1) % 3 + 1))
                .runFor(FAIL_OVER);

        final int stopped = indexOf("node " + first + " is stopped");
        final int begun = indexOf("node " + running() + " begins");
        assertThat(running()).isNotIn(0, first);
        assertThat(stopped).isNotNegative().isLessThan(begun);
        assertThat(screen.subList(stopped, screen.size()))
                .noneMatch(line -> line.startsWith("node " + first + " ticks"));
    }

    private int indexOf(final String begin) {
        for (int i = screen.size() - 1; i >= 0; i--) {
            if (screen.get(i).startsWith(begin)) {
                return i;
            }
        }
        return -1;
    }
}
