/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim;

/** The simulator is missing, died, or did not come to rest in time. */
final class VqsimFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VqsimFailure(final String sentence) {
        super(sentence);
    }

    VqsimFailure(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
