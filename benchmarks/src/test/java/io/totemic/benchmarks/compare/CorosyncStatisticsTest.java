/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CorosyncStatisticsTest {

    @Test
    void shouldReadWhatTheToolPrints() {
        final CorosyncStatistics statistics = CorosyncStatistics.of(List.of(
                "stats.srp.mtt_rx_token (u32) = 3",
                "stats.srp.orf_token_rx (u64) = 123456",
                "stats.srp.operational_entered (u64) = 2",
                "stats.srp.orf_token_tx (u64) = 7"));

        assertThat(statistics).isEqualTo(new CorosyncStatistics(123_456, 3, 2));
    }

    @Test
    void shouldNameAKeyThatIsMissing() {
        assertThatThrownBy(() -> CorosyncStatistics.of(List.of("stats.srp.mtt_rx_token (u32) = 3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no stats.srp.orf_token_rx");
    }

    @Test
    void shouldDivideTheTimeByTheTokens() {
        assertThat(Rotation.ofCount(4_000, 2_000_000_000L, 0, 1)).isEqualTo(new Rotation(4_000, 500, 0, 0, 0, 1));
        assertThat(Rotation.ofCount(0, 2_000_000_000L, 0, 1)).isEqualTo(Rotation.NONE);
    }
}
