/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * E2d: what comes before one installation of a configuration comes before all of them, and so what comes after: causes do not run in a
 * circle if all installations of a configuration are taken for one event.
 */
public final class Simultaneity implements Checker {

    @Override
    public String id() {
        return "E2d";
    }

    @Override
    public String property() {
        return "all installations of a configuration have one place in the order of causes";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final String cycle = trace.history().cycleOfConfigurations();
        if (cycle != null) {
            violations.accept("installations of one configuration have no place in common: " + cycle);
        }
    }
}
