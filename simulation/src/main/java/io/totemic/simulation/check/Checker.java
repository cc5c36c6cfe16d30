/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/** One property. */
@FunctionalInterface
public interface Checker {

    /** What its violations are labelled with. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Reports each violation in {@code trace}, in one line that names processes, rings and messages. */
    void check(Trace trace, Consumer<String> violations);
}
