/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import java.util.List;
import java.util.SortedMap;

/** One run of clients under faults. */
interface History {

    /** Runs all, and returns what is wrong. */
    List<String> run();

    /** What there was of what. */
    SortedMap<String, Long> counts();

    /** How long it took, each time, until what had ended was there again; in ns. */
    List<Long> failOversNs();
}
