/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The middle of some figures, with the least and the greatest.
 *
 * @param middle with an even number of them, the mean of the two in the middle
 */
public record Median(double middle, double least, double greatest, int count) {

    /**
     * Of the figures that {@code figure} takes of each.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static <T> Median of(final Collection<T> all, final ToDoubleFunction<T> figure) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
        final double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        final int half = sorted.length / 2;
        final double middle = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Median(middle, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** Without decimals: {@code 2145 (2132 to 2176)}. */
    public String rounded() {
        return String.format(Locale.ROOT, "%.0f (%.0f to %.0f)", middle, least, greatest);
    }
}
