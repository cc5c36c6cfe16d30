/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * Checks that are always on. A failed one means that this node can no longer be trusted: it stops and leaves the ring.
 *
 * <p>Never used for what comes from the network or from a caller.
 */
public final class Invariants {

    private Invariants() {}

    /**
     * Fails unless {@code holds}.
     *
     * @throws InvariantViolation with the rule, formatted with {@code values}
     */
    public static void check(final boolean holds, final String rule, final Object... values) {
        if (!holds) {
            throw new InvariantViolation(String.format(rule, values));
        }
    }
}
