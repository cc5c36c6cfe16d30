/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.simulation.kit.Seeds;
import org.junit.jupiter.api.Test;

final class SingletonHistoryTest {

    private static final long WITHIN_NS = 6_000_000_000L;

    @Test
    void shouldRunOnceAndGoOnElsewhere() {
        Seeds.ofNodes(5).count(12).check(cluster -> {
            final SingletonHistory history = new SingletonHistory(cluster, false);
            assertThat(history.run()).isEmpty();
            assertThat(history.failOversNs()).hasSize(1).allMatch(ns -> ns < WITHIN_NS);
        });
    }

    @Test
    void shouldHaveTokensThatGrowWhateverPausesThereAre() {
        Seeds.ofNodes(5).count(6).check(cluster -> {
            final SingletonHistory history = new SingletonHistory(cluster, true);
            assertThat(history.run()).isEmpty();
        });
    }
}
