/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * Arithmetic on 32-bit sequence numbers that wrap: {@code a} precedes {@code b} when the signed difference is negative.
 *
 * <p>Correct while the numbers compared lie within 2^31 of each other, which the windows of the protocol guarantee. The
 * start value 2^32-1 of aru and token seq precedes 0.
 */
public final class SequenceNumbers {

    /** What aru and token seq start from: the number before 0. */
    public static final int BEFORE_FIRST = -1;

    private SequenceNumbers() {}

    /** Whether {@code a} comes before {@code b}. */
    public static boolean isBefore(final int a, final int b) {
        return a - b < 0;
    }

    /** Whether {@code a} comes after {@code b}. */
    public static boolean isAfter(final int a, final int b) {
        return a - b > 0;
    }

    /** The earlier of the two. */
    public static int earlier(final int a, final int b) {
        return a - b < 0 ? a : b;
    }

    /** The later of the two. */
    public static int later(final int a, final int b) {
        return a - b > 0 ? a : b;
    }
}
