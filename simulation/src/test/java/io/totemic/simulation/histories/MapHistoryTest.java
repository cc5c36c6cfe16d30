/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.simulation.kit.Seeds;
import io.totemic.simulation.kit.SimulationFailure;
import org.junit.jupiter.api.Test;

final class MapHistoryTest {

    @Test
    void shouldBeLinearizableUnderFaults() {
        Seeds.ofNodes(5).count(20).check(cluster -> {
            final MapHistory history = new MapHistory(cluster, false);
            assertThat(history.run()).isEmpty();
            assertThat(history.counts().get("operations")).isGreaterThan(500L);
        });
    }

    @Test
    void shouldFindReadsThatAreNotOrdered() {
        assertThatThrownBy(() -> Seeds.ofNodes(5).count(20).check(cluster -> {
                    final MapHistory history = new MapHistory(cluster, true);
                    assertThat(history.run()).isEmpty();
                }))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("not linearizable")
                .hasMessageContaining("kind=GET");
    }
}
