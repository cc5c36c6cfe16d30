/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

/** A claim did not hold, or a ring could not be brought to where the claim begins. */
final class BenchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchFailure(final String sentence) {
        super(sentence);
    }

    BenchFailure(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
