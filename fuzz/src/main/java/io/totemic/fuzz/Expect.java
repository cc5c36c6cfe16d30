/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

/** What targets hold against their decoders besides the bounds. */
public final class Expect {

    private Expect() {}

    /**
     * That it holds.
     *
     * @throws IllegalStateException if it does not; Jazzer reports it as a finding
     */
    public static void that(final boolean holds, final String claim) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + claim);
        }
    }
}
