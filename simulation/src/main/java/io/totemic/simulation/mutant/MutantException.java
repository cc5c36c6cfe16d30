/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.mutant;

/** A mutant cannot be tried: its text is not understood, its snippet is stale, or it does not compile. */
public final class MutantException extends Exception {

    private static final long serialVersionUID = 1L;

    MutantException(final String message) {
        super(message);
    }
}
