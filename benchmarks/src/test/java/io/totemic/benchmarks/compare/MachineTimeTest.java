/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MachineTimeTest {

    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldCountAllButIdlingAndWaitingForDisks() {
        // user nice system idle iowait irq softirq steal guest guest_nice
        final MachineTime before = MachineTime.of("cpu  100 10 50 9000 300 1 20 4 7 7", 0);
        final MachineTime after = MachineTime.of("cpu  150 10 80 9100 400 1 30 9 9 9", SECOND_NS);

        assertThat(after.busyPercentSince(before)).isEqualTo(95);
        assertThat(after.stolenMsSince(before)).isEqualTo(50);
    }
}
