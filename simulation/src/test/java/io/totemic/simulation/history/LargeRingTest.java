/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A ring of 64: it forms from a cold start, loses 20 nodes at once, falls into four parts and becomes one again. */
final class LargeRingTest {

    private static final int NODES = 64;
    private static final int LOST = 20;
    private static final Duration CRASHED = Duration.ofSeconds(1);
    private static final Duration STARTED_AGAIN = Duration.ofSeconds(5);
    private static final Duration PARTED = Duration.ofSeconds(6);
    private static final Duration JOINED = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(11);

    /** The default {@code token} of 1 s, one {@code consensus} of 1.2 s and 0.8 s for the rotations of commit and recovery of 64 nodes. */
    private static final Duration LOSS_BOUND = Duration.ofSeconds(3);

    /** {@code merge}, one {@code consensus} for who has not been heard at once, and the rotations. */
    private static final Duration MERGE_BOUND = Duration.ofMillis(200 + 1_200 + 800);

    @Test
    void shouldFormLoseAndMerge() {
        final Schedule.Builder schedule = Schedule.builder();
        IntStream.rangeClosed(1, NODES).forEach(node -> schedule.slowDisk(node, Duration.ofMillis(1)));
        schedule.start(range(1, NODES)).at(CRASHED).crash(range(NODES - LOST + 1, NODES));
        schedule.at(STARTED_AGAIN).start(range(NODES - LOST + 1, NODES));
        schedule.at(PARTED).partition(set(1, 16), set(17, 32), set(33, 48), set(49, 64));
        final List<Run> runs =
                Runs.of(NODES, END).seeds(1).of(schedule.at(JOINED).join().build());

        for (final Run run : runs) {
            assertThat(run.untilOnRingOf(set(1, NODES), 1, Duration.ZERO)).isLessThan(MERGE_BOUND);
            assertThat(run.untilOnRingOf(set(1, NODES - LOST), 1, CRASHED)).isLessThan(LOSS_BOUND);
            assertThat(run.untilOnRingOf(set(1, NODES), 1, STARTED_AGAIN)).isLessThan(MERGE_BOUND);
            assertThat(run.untilOnRingOf(set(1, 16), 1, PARTED)).isLessThan(LOSS_BOUND);
            assertThat(run.untilOnRingOf(set(1, NODES), 1, JOINED)).isLessThan(MERGE_BOUND);
        }
    }

    private static int[] range(final int from, final int to) {
        return IntStream.rangeClosed(from, to).toArray();
    }

    private static NodeSet set(final int from, final int to) {
        return NodeSet.copyOf(
                IntStream.rangeClosed(from, to).mapToObj(NodeId::of).toList());
    }
}
