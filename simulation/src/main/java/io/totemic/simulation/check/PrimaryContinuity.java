/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * P2: of any two quorate rings that follow each other at least one node has installed both.
 */
public final class PrimaryContinuity implements Checker {

    @Override
    public String id() {
        return "P2";
    }

    @Override
    public String property() {
        return "of two quorate rings in succession a node has installed both";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final PrimaryHistory.Pair pair : PrimaryHistory.of(trace)) {
            if (pair.common().isEmpty()) {
                violations.accept("quorate ring " + pair.second() + " came after " + pair.first()
                        + ", and nobody installed both");
            }
        }
    }
}
