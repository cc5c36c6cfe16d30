/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * E1a: no event comes before itself by the order of the events of a process and of originations before deliveries.
 */
public final class AcyclicCausality implements Checker {

    @Override
    public String id() {
        return "E1a";
    }

    @Override
    public String property() {
        return "nothing comes before itself";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final String cycle = trace.history().cycle();
        if (cycle != null) {
            violations.accept("causes run in a circle: " + cycle);
        }
    }
}
