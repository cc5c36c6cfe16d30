/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * E6a: there is one numbering of all events in which all deliveries of a frame and all installations of a configuration have one number
 * and causes come before effects: then causes do not run in a circle if those are taken for one event each.
 */
public final class OrderKeepsCausality implements Checker {

    @Override
    public String id() {
        return "E6a";
    }

    @Override
    public String property() {
        return "there is one order of all deliveries and configurations that agrees with causes";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final String cycle = trace.history().cycleOfOrder();
        if (cycle != null) {
            violations.accept("there is no order: " + cycle);
        }
    }
}
