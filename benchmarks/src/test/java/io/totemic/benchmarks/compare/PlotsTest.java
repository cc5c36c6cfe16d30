/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PlotsTest {

    private static final Setting PLAIN = new Setting(false, 1500, 3);

    @Test
    void shouldDrawAPointForEachSizeOfEachContender() {
        final List<Plot> plots = Plots.of(List.of(
                Results.throughput(Contender.TOTEMIC, PLAIN, 1, 64, 100_000),
                Results.throughput(Contender.TOTEMIC, PLAIN, 1, 1024, 10_000),
                // a system that stalls
                Results.throughput(Contender.COROSYNC_KNET, PLAIN, 1, 64, 0)));

        assertThat(plots).hasSize(1);
        assertThat(plots.get(0).fileName()).isEqualTo("throughput-plain-mtu1500-writers3.svg");
        assertThat(plots.get(0).svg().split("<circle", -1)).hasSize(1 + 3);
        assertThat(plots.get(0).svg())
                .contains(">64 B<", ">1024 B<", ">totemic<", ">corosync-knet<", ">100,000<")
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void shouldDrawNoLineOfOneSize() {
        assertThat(Plots.of(List.of(Results.throughput(Contender.TOTEMIC, PLAIN, 1, 64, 100_000))))
                .isEmpty();
    }

    @Test
    void shouldDrawABarForEachLatency() {
        final List<Plot> plots = Plots.of(List.of(
                Results.latency(Contender.TOTEMIC, PLAIN, 1, 50),
                Results.latency(Contender.COROSYNC_KNET, PLAIN, 1, 230)));

        assertThat(plots).extracting(Plot::fileName).containsExactly("latency-plain-mtu1500.svg");
        assertThat(plots.get(0).svg()).contains("back-to-back/64/1").doesNotContain("NaN", "Infinity");
        // the page, and a bar for each
        assertThat(plots.get(0).svg().split("<rect", -1)).hasSize(1 + 1 + 2);
    }
}
