/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.history.Runs.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that says LEAVE is not waited for, whatever the others are doing just then. */
final class LeaveTest {

    private static final int NODES = 4;

    /** No time-out is as short: the shortest, {@code consensus} and {@code token}, take a second and more. */
    private static final Duration AT_ONCE = Duration.ofMillis(900);

    /** While the ring forms, a LEAVE may meet members that have the commit token already, sent before the leaver had it. */
    @Test
    void shouldFormARingWithoutANodeThatLeavesWhileRingsForm() {
        final List<Run> runs = Runs.of(NODES, Duration.ofSeconds(5)).seeds(200).of(seed -> {
            final Schedule.Builder schedule = Schedule.builder();
            for (int node = 1; node <= NODES; node++) {
                schedule.slowDisk(node, Duration.ofMillis(1));
            }
            return schedule.start(1, 2, 3, 4)
                    .at(leaves(seed))
                    .leave(leaver(seed))
                    .build();
        });

        for (final Run run : runs) {
            final int seed = (int) run.seed();
            final NodeSet rest = all().minus(NodeId.of(leaver(seed)));
            final int witness = leaver(seed) == 1 ? 2 : 1;
            assertThat(run.untilOnRingOf(rest, witness, Duration.ZERO).minus(leaves(seed)))
                    .as("seed %d", seed)
                    .isLessThan(AT_ONCE);
        }
    }

    private static Duration leaves(final int seed) {
        return at(4).plusNanos(250_000L * seed);
    }

    private static int leaver(final int seed) {
        return 1 + seed % NODES;
    }

    private static NodeSet all() {
        return Schedule.nodes(1, 2, 3, 4);
    }
}
