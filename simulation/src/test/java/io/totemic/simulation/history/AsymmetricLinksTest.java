/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.history.Runs.at;
import static io.totemic.simulation.schedule.Schedule.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeSet;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.SimulationResult;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.FaultProfile;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Corosync issues 659, 750 and 760: two nodes do not hear each other, and both hear a third, which calls one to the other for
 * ever. Here who does not fit in is held off: rings come to rest ({@code Settling}), and with the cut they become one again
 * ({@code Liveness}).
 */
final class AsymmetricLinksTest {

    private static final Duration CUT = Duration.ofSeconds(4);
    private static final Duration MINUTE_LATER = CUT.plusMinutes(1);

    /** Token lost, one round of consensus, and the rings that hear each other have merged. */
    private static final Duration REST = Duration.ofSeconds(8);

    @Test
    void shouldComeToRestWhileTwoOfThreeDoNotHearEachOther() {
        final List<Run> runs = Runs.of(3, MINUTE_LATER)
                .seeds(6)
                .of(traffic(3)
                        .at(CUT)
                        .cut(nodes(1), nodes(3))
                        .cut(nodes(3), nodes(1))
                        .build());

        for (final Run run : runs) {
            assertRest(run, 3);
            assertThat(lastRing(run, 2)).as("seed %d", run.seed()).isIn(nodes(1, 2), nodes(2, 3));
            assertGoesOn(run, 2, Duration.ofSeconds(8));
        }
    }

    @Test
    void shouldComeToRestWhileOneOfThreeIsNotHeardByAnother() {
        final List<Run> runs = Runs.of(3, MINUTE_LATER)
                .seeds(6)
                .of(traffic(3).at(CUT).cut(nodes(3), nodes(1)).build());

        for (final Run run : runs) {
            assertRest(run, 3);
            assertThat(lastRing(run, 2)).as("seed %d", run.seed()).isIn(nodes(1, 2), nodes(2, 3));
            assertGoesOn(run, 2, Duration.ofSeconds(8));
        }
    }

    @Test
    void shouldComeToRestWhileTwoOfFiveDoNotHearEachOther() {
        final List<Run> runs = Runs.of(5, MINUTE_LATER)
                .seeds(6)
                .of(traffic(5)
                        .at(CUT)
                        .cut(nodes(1), nodes(5))
                        .cut(nodes(5), nodes(1))
                        .build());

        for (final Run run : runs) {
            assertRest(run, 5);
            assertThat(lastRing(run, 2)).as("seed %d", run.seed()).isIn(nodes(1, 2, 3, 4), nodes(2, 3, 4, 5));
            assertGoesOn(run, 2, Duration.ofSeconds(8));
        }
    }

    /** A link that is up for 3 s and down for 3.5 s: without a hold-off each cycle costs two rings, here the cycles that count get rare. */
    @Test
    void shouldDampALinkThatComesAndGoes() {
        final Duration end = Duration.ofSeconds(304);
        final Schedule.Builder schedule = traffic(3);
        for (Duration down = CUT; down.compareTo(end.minusSeconds(7)) < 0; down = down.plusMillis(6_500)) {
            schedule.at(down)
                    .cut(nodes(1), nodes(3))
                    .cut(nodes(3), nodes(1))
                    .at(down.plusMillis(3_500))
                    .mend(nodes(1), nodes(3))
                    .mend(nodes(3), nodes(1));
        }
        final List<Run> runs = Runs.of(3, end).seeds(3).of(schedule.build());

        for (final Run run : runs) {
            assertThat(run.ringsOf(2, CUT, CUT.plusSeconds(60)))
                    .as("seed %d: it is tried at once a few times", run.seed())
                    .hasSizeGreaterThan(10);
            assertThat(run.ringsOf(2, end.minusSeconds(180), end))
                    .as("seed %d: then about once a minute", run.seed())
                    .hasSizeLessThan(10);
        }
    }

    /** 240 patterns of missing directions, of 3 to 7 nodes. {@code Settling} and {@code Liveness} are among the checkers. */
    @Test
    void shouldComeToRestUnderAnyPatternAndHealAfterIt() {
        try (Simulation simulation = new Simulation()) {
            for (int seed = 1; seed <= 240; seed++) {
                final SimulationOptions options =
                        new SimulationOptions(3 + seed % 5, 30_000_000_000L, FaultProfile.MISSING_LINKS);
                final SimulationResult result = simulation.run(seed, options);
                assertThat(result.violations()).as("seed %d", seed).isEmpty();
            }
        }
    }

    private static NodeSet lastRing(final Run run, final int node) {
        final List<Trace.RingInstalled> rings = run.ringsOf(node, Duration.ZERO, MINUTE_LATER);
        return rings.get(rings.size() - 1).members();
    }

    private static void assertRest(final Run run, final int nodes) {
        for (int node = 1; node <= nodes; node++) {
            assertThat(run.ringsOf(node, CUT.plus(REST), MINUTE_LATER))
                    .as("seed %d, node %d", run.seed(), node)
                    .isEmpty();
        }
    }

    /** Messages are delivered to {@code node} again and again: in any {@code within} of the minute. */
    private static void assertGoesOn(final Run run, final int node, final Duration within) {
        assertThat(run.longestSilence(Run.process(node, 1), CUT, MINUTE_LATER))
                .as("seed %d, node %d: longest time without a message", run.seed(), node)
                .isLessThan(within);
    }

    private static Schedule.Builder traffic(final int nodes) {
        return Runs.traffic(nodes, at(3_000), MINUTE_LATER, Duration.ofMillis(200), 3);
    }
}
