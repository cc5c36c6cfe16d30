/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/** One property. */
public interface Checker {

    /** Its short name: E, V and P as in the literature on extended virtual synchrony, R for the ring, L for liveness. */
    String id();

    /** What must hold, in one clause. */
    String property();

    /** What its violations are labelled with. */
    default String label() {
        return id() + " " + getClass().getSimpleName();
    }

    /** Reports each violation in {@code trace}, in one line that names processes, rings and messages. */
    void check(Trace trace, Consumer<String> violations);
}
