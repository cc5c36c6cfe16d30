/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.trace;

import io.totemic.simulation.check.Trace;
import java.util.List;
import java.util.SortedMap;

/**
 * What the files of several nodes say together.
 *
 * @param cluster its name
 * @param ring what happened on the rings; nobody is told anything in it
 * @param groups the same with what members of a group were told, by its name
 * @param ringEvents events on rings
 * @param groupEvents what members were told
 * @param notes which nodes are not wholly known and why, in one line each
 */
public record RecordedRun(
        String cluster,
        Trace ring,
        SortedMap<String, Trace> groups,
        long ringEvents,
        long groupEvents,
        List<String> notes) {

    /** All that one picture can show: the ring, and the group of which most was told. */
    public Trace picture() {
        return groups.values().stream()
                .max((a, b) -> Long.compare(told(a), told(b)))
                .orElse(ring);
    }

    private static long told(final Trace trace) {
        return trace.processes().stream()
                .mapToLong(process -> trace.eventsOf(process).size())
                .sum();
    }
}
