/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.tla;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What TLC found.
 *
 * @param isFinished whether it said that all states were checked, or that something is violated
 * @param distinctStates states found
 * @param violated the invariant or property that is violated; empty if all hold
 * @param output all it wrote
 */
record TlcOutcome(boolean isFinished, long distinctStates, String violated, String output) {

    private static final Pattern STATES = Pattern.compile("([0-9,]+) distinct states found");
    private static final Pattern VIOLATED =
            Pattern.compile("Error: (?:Invariant|Action property|Property) ([^ ]+) is violated");
    private static final String COMPLETE = "Model checking completed. No error has been found.";

    /** Reads it from what TLC wrote. */
    static TlcOutcome read(final String output) {
        long states = 0;
        final Matcher found = STATES.matcher(output);
        while (found.find()) {
            states = Long.parseLong(found.group(1).replace(",", ""));
        }
        final Matcher violated = VIOLATED.matcher(output);
        final String name = violated.find() ? violated.group(1) : "";
        return new TlcOutcome(output.contains(COMPLETE) || !name.isEmpty(), states, name, output);
    }

    /** Whether this is what {@code run} is to show. */
    boolean isAsExpectedOf(final ModelRun run) {
        return isFinished && violated.equals(run.violated());
    }
}
