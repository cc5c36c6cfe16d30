/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

/**
 * An action and its moment.
 *
 * @param atNs since the begin of the run
 * @param action what is done
 */
public record Step(long atNs, Action action) {
    public Step {
        if (atNs < 0) {
            throw new IllegalArgumentException("a step at " + atNs + " ns, before the run");
        }
    }
}
