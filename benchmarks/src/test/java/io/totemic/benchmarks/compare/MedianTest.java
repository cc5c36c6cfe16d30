/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MedianTest {

    @Test
    void shouldBeTheMiddleOneWithLeastAndGreatest() {
        assertThat(Median.of(List.of(5.0, 1.0, 9.0), each -> each)).isEqualTo(new Median(5, 1, 9, 3));
    }

    @Test
    void shouldBeTheMeanOfTheTwoInTheMiddleIfTheNumberIsEven() {
        assertThat(Median.of(List.of(4.0, 1.0, 9.0, 2.0), each -> each)).isEqualTo(new Median(3, 1, 9, 4));
    }

    @Test
    void shouldRefuseNothing() {
        assertThatThrownBy(() -> Median.of(List.<Double>of(), each -> each))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeShownWithoutDecimals() {
        assertThat(Median.of(List.of(2132.2, 2176.0, 2145.4), each -> each).rounded())
                .isEqualTo("2145 (2132 to 2176)");
    }
}
