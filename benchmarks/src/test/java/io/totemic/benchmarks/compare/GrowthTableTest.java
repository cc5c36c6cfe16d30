/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GrowthTableTest {

    @Test
    void shouldShowWhatEachAddedNodeChanged() {
        final String table = new GrowthTable(
                        List.of(
                                totemic(3, 1, 1, 60_000, 100),
                                totemic(3, 3, 1, 40_000, 200),
                                totemic(8, 1, 1, 30_000, 400),
                                totemic(8, 8, 1, 20_000, 700),
                                corosync(3, 1, 20_000, 500),
                                corosync(3, 3, 10_000, 600),
                                corosync(8, 1, 15_000, 1_500),
                                corosync(8, 8, 8_000, 2_600)),
                        List.of())
                .toString();

        assertThat(table.lines().toList())
                .contains(
                        "nodes  writers  totemic  %/node  corosync-knet  %/node     x",
                        "3            1    60000       -          20000       -  3.00",
                        "8            1    30000   -10.0          15000    -5.0  2.00",
                        "8            8    20000   -10.0           8000    -4.0  2.50",
                        "8            1          400   +60.0  1200   500   +75.0                1500  +200.0       1  3.00");
    }

    @Test
    void shouldShowMediansOfTheRounds() {
        final String table = new GrowthTable(
                        List.of(
                                totemic(3, 1, 1, 10_000, 100),
                                totemic(3, 1, 2, 30_000, 300),
                                totemic(3, 1, 3, 20_000, 200)),
                        List.of())
                .toString();

        assertThat(table.lines().toList())
                .contains("3            1    20000       -", "3            1          200      -  600   250      -");
    }

    @Test
    void shouldSayThatARingDidNotForm() {
        final String table = new GrowthTable(
                        List.of(
                                totemic(3, 1, 1, 60_000, 100),
                                corosync(3, 1, 20_000, 500),
                                corosync(16, 1, 1_000, 9_000)),
                        List.of(
                                new GrowthFailure(16, "totemic", 1, false, "no group of all within 320 s"),
                                new GrowthFailure(16, "corosync-knet", 1, true, "a process has ended")))
                .toString();

        assertThat(table.lines().toList())
                .contains(
                        "16           1  no ring       -           1000    -7.3     -",
                        "16          16  no ring       -          ended       -     -",
                        "totemic, 16 nodes, round 1, no ring: no group of all within 320 s",
                        "corosync-knet, 16 nodes, round 1, not measured to the end: a process has ended");
    }

    @Test
    void shouldNameRunsWithoutOneOrder() {
        final GrowthRun wrong = new GrowthRun(3, "totemic", 2, 3, 1_000, Rotation.NONE, false, 1.5, "");

        assertThat(new GrowthTable(List.of(wrong), List.of()).toString())
                .contains("totemic, 3 nodes, 3 of them writing, round 2: not one order; no rotation was told");
        assertThat(new GrowthResults(List.of(wrong), List.of()).isOneOrder()).isFalse();
        assertThat(new GrowthResults(List.of(totemic(3, 3, 1, 1_000, 100)), List.of()).isOneOrder())
                .isTrue();
    }

    @Test
    void shouldNameRunsInWhichTheRingWasFormedAnew() {
        final GrowthRun disturbed = new GrowthRun(
                5, "corosync-knet", 1, 1, 1_000, Rotation.ofCount(1_000, 1_000_000_000L, 1, 2), true, 1.5, "");

        assertThat(new GrowthTable(List.of(disturbed), List.of()).toString())
                .contains("corosync-knet, 5 nodes, 1 of them writing, round 1: the ring was formed anew, 2 times");
    }

    @Test
    void shouldDivideTheChangeByTheAddedNodes() {
        assertThat(GrowthTable.relativeChangePerNode(60_000, 3, 21_000, 16)).isEqualTo(-0.05, within(1e-9));
        assertThat(GrowthTable.changePerNode(100, 3, 750, 16)).isEqualTo(50, within(1e-9));
    }

    private static GrowthRun totemic(
            final int nodes, final int writers, final int round, final double rate, final double p50) {
        return new GrowthRun(
                nodes,
                "totemic",
                round,
                writers,
                rate,
                new Rotation(1_000, p50 * 1.25, p50, p50 * 3, -1, -1),
                true,
                1.5,
                "");
    }

    private static GrowthRun corosync(final int nodes, final int writers, final double rate, final double meanMicros) {
        final Rotation rotation =
                Rotation.ofCount(1_000, (long) (meanMicros * 1_000 * 1_000), (long) meanMicros / 1_000, 0);
        return new GrowthRun(nodes, "corosync-knet", 1, writers, rate, rotation, true, 1.5, "");
    }
}
