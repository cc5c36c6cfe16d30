/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTableTest {

    private static final Setting PLAIN = new Setting(false, 1500, 3);

    @Test
    void shouldShowMediansAndHowManyTimesBetterTotemicIs() {
        final String table = new ComparisonTable(List.of(
                        Results.throughput(Contender.COROSYNC_KNET, PLAIN, 1, 64, 50_000),
                        Results.throughput(Contender.TOTEMIC, PLAIN, 1, 64, 300_000),
                        Results.throughput(Contender.TOTEMIC, PLAIN, 2, 64, 100_000),
                        Results.throughput(Contender.TOTEMIC, PLAIN, 3, 64, 200_000)))
                .toString();

        assertThat(table.lines().toList())
                .contains(
                        "Throughput: messages/s delivered to each node's application; crypto off, MTU 1500",
                        "case                      totemic  corosync-knet     x",
                        "64 B, 3 writers  200k (100k-300k)          50000  4.00");
    }

    @Test
    void shouldCountLessLatencyAsBetter() {
        final String table = new ComparisonTable(List.of(
                        Results.latency(Contender.TOTEMIC, PLAIN, 1, 50),
                        Results.latency(Contender.COROSYNC_KNET, PLAIN, 1, 230)))
                .toString();

        assertThat(table.lines()
                        .filter(line -> line.startsWith("back to back, node 1"))
                        .toList())
                .contains(
                        "back to back, node 1, 64 B     50.0            230  4.60",
                        "back to back, node 1, 64 B      200            920  4.60");
    }

    @Test
    void shouldNameRunsWithoutOneOrder() {
        final RunResult good = Results.throughput(Contender.TOTEMIC, PLAIN, 1, 64, 1000);
        final RunResult wrong = new RunResult(
                good.system(),
                good.encrypted(),
                good.mtuBytes(),
                good.kind(),
                good.bytes(),
                good.parameter(),
                2,
                good.messagesPerSecond(),
                good.messagesPerSecondOfNodes(),
                good.cpuPercentOfNodes(),
                good.restCpuPercent(),
                0,
                0,
                good.due(),
                good.sent(),
                false,
                good.load(),
                "");

        assertThat(new ComparisonTable(List.of(good, wrong)).toString())
                .contains("totemic: 2 runs, one order and nothing missing in 1 of them")
                .contains("crypto off, MTU 1500, round 2, 64 B, 3 writers: not one order");
    }
}
