/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.history.Runs.at;
import static io.totemic.simulation.schedule.Schedule.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.RingId;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster whose ring sequences are just below 2^63, or 2^64, goes on over the limit; so it does beside a node that lost its disk. */
final class RingSequenceLimitTest {

    private static final Duration END = Duration.ofSeconds(20);
    private static final int SEEDS = 6;
    private static final long RINGS_BELOW = 10;

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0})
    void shouldGoOnOverTheLimit(final long limit) {
        final List<Run> runs = Runs.of(3, END)
                .seeds(SEEDS)
                .of(beginBelow(limit)
                        .at(at(4_000))
                        .partition(nodes(1), nodes(2, 3))
                        .at(at(8_000))
                        .join()
                        .at(at(10_000))
                        .crash(2)
                        .at(at(14_000))
                        .start(2)
                        .build());

        for (final Run run : runs) {
            assertThat(lastRing(run, 3)).as("seed %d", run.seed()).matches(ring -> isOver(ring, limit));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0})
    void shouldTakeInANodeThatHasLostItsDisk(final long limit) {
        for (int lost = 1; lost <= 3; lost++) {
            final List<Run> runs = Runs.of(3, END)
                    .seeds(SEEDS)
                    .of(beginBelow(limit)
                            .at(at(4_000))
                            .crash(lost)
                            .loseDisk(lost)
                            .at(at(8_000))
                            .start(lost)
                            .build());

            for (final Run run : runs) {
                assertThat(run.untilOnRingOf(nodes(1, 2, 3), Run.process(lost, 2), at(8_000)))
                        .as("seed %d, node %d", run.seed(), lost)
                        .isLessThan(Duration.ofSeconds(4));
            }
        }
    }

    /** Three nodes that do not know of each other's count: near 0, and on both sides of the limit. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, 0, Long.MAX_VALUE / 2})
    void shouldAgreeWhateverIsStored(final long limit) {
        final Schedule.Builder schedule = Schedule.builder()
                .storeRing(1, limit - 1)
                .storeRing(2, limit + 1)
                .start(1, 2)
                .at(at(2_000))
                .start(3);
        final List<Run> runs = Runs.of(3, END).seeds(SEEDS).of(schedule.build());

        for (final Run run : runs) {
            assertThat(run.untilToldOf(nodes(1, 2, 3), 3, at(2_000)))
                    .as("seed %d", run.seed())
                    .isLessThan(Duration.ofSeconds(6));
        }
    }

    private static Schedule.Builder beginBelow(final long limit) {
        final Schedule.Builder schedule = Schedule.builder();
        for (int node = 1; node <= 3; node++) {
            schedule.storeRing(node, limit - RINGS_BELOW);
        }
        return Runs.send(schedule.start(1, 2, 3), 3, at(3_000), END, Duration.ofMillis(100), 3);
    }

    private static RingId lastRing(final Run run, final int node) {
        final List<Trace.RingInstalled> rings = run.ringsOf(node);
        return rings.get(rings.size() - 1).ringId();
    }

    private static boolean isOver(final RingId ring, final long limit) {
        return ring.seq() - limit >= 0 && ring.seq() - limit < 1_000;
    }
}
