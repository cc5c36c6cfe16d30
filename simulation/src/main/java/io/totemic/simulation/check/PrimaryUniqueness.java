/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * P1: of any two quorate rings one comes before the other: no two are concurrent in the order of causes, see {@link PrimaryHistory}.
 *
 * <p>A node that a later quorate ring has left behind may not have noticed yet: by the clock both are there for as long as it takes to find
 * a token lost; {@link LeaseExclusion} says what the clock says.
 */
public final class PrimaryUniqueness implements Checker {

    @Override
    public String id() {
        return "P1";
    }

    @Override
    public String property() {
        return "of two quorate rings one comes before the other";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final PrimaryHistory.Pair pair : PrimaryHistory.of(trace)) {
            if (!pair.isOrdered()) {
                violations.accept("rings " + pair.first() + " and " + pair.second()
                        + " are quorate and neither comes before the other");
            }
        }
    }
}
