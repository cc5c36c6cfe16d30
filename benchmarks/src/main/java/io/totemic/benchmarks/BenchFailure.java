/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

/** A claim did not hold, or a ring could not be brought to where the claim begins. */
public final class BenchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a sentence for the report. */
    public BenchFailure(final String sentence) {
        super(sentence);
    }

    /** The same, with what it came from. */
    public BenchFailure(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
