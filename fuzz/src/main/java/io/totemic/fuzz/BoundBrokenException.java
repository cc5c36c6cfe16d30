/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

/** A decoder took more time or memory for an input than it may. */
public final class BoundBrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BoundBrokenException(final String message) {
        super(message);
    }
}
