/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/** An invariant of our own does not hold; the node that throws this stops. */
public final class InvariantViolation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the rule that was broken and the values that broke it. */
    public InvariantViolation(final String rule) {
        super(rule);
    }
}
