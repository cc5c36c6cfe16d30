/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.history.Runs.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One node that sends each message when the one before it was delivered, and nobody else. See decision 0026. */
final class LoneSenderTest {

    private static final Duration END = at(8_000);
    private static final Duration SENT = at(5_000);

    /** Sent one by one: see the workload of the simulator. */
    private static final int MESSAGES = 19;

    /** A link takes at least 0.5 ms here, and a ring of three so long to turn. */
    private static final Duration SHORTEST_ROTATION = Duration.ofNanos(1_500_000);

    private static final int ROTATIONS = 4;

    /** Not in all runs: of some messages one is safe, and interrupts those around it. */
    @Test
    void shouldNotWaitForTheTokenWithEachMessage() {
        final List<Run> runs = Runs.of(3, END)
                .of(Runs.startOnFastDisks(3).at(SENT).send(2, MESSAGES, 200).build());

        int faster = 0;
        for (final Run run : runs) {
            assertThat(run.messagesTold(Run.process(2, 1), SENT, END))
                    .as("seed %d", run.seed())
                    .hasSize(MESSAGES);
            faster += mostIn(run, SHORTEST_ROTATION.multipliedBy(ROTATIONS)) > 2 * (ROTATIONS + 1) ? 1 : 0;
        }
        assertThat(faster).as("of %d runs", runs.size()).isGreaterThan(runs.size() / 3);
    }

    /** Most messages that were told in any time of this length. */
    private static int mostIn(final Run run, final Duration length) {
        int most = 0;
        for (int ms = 0; ms < 100; ms++) {
            final Duration from = SENT.plusMillis(ms);
            most = Math.max(
                    most,
                    run.messagesTold(Run.process(2, 1), from, from.plus(length)).size());
        }
        return most;
    }
}
