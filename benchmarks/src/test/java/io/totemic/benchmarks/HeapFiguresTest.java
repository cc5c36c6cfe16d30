/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HeapFiguresTest {

    @Test
    void shouldReadWhatAMemberSays() {
        final HeapFigures figures = HeapFigures.of(List.of("3", "12", "7", "listener=100,totemic-dispatcher=20"));

        assertThat(figures).isEqualTo(new HeapFigures(3, 12, 7, Map.of("listener", 100L, "totemic-dispatcher", 20L)));
        assertThat(figures.allocatedBytes()).isEqualTo(120);
    }

    @Test
    void shouldReadThatNothingWasAllocated() {
        assertThat(HeapFigures.amounts("")).isEmpty();
    }

    @Test
    void shouldGroupThreadsThatDifferInTheirNumber() {
        assertThat(HeapFigures.group("totemic-pekko.actor.default-dispatcher-12"))
                .isEqualTo("totemic-pekko.actor.default-dispatcher");
        assertThat(HeapFigures.group("Signal Dispatcher")).isEqualTo("Signal_Dispatcher");
        assertThat(HeapFigures.group("C1 CompilerThread0")).isEqualTo("C1_CompilerThread");
    }
}
