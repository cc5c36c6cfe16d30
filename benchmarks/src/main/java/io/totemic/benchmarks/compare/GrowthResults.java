/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.List;

/** All runs of a {@link GrowthComparison}, and what could not be measured. Its text is the table. */
public final class GrowthResults {

    private final List<GrowthRun> runs;
    private final List<GrowthFailure> failures;

    GrowthResults(final List<GrowthRun> runs, final List<GrowthFailure> failures) {
        this.runs = List.copyOf(runs);
        this.failures = List.copyOf(failures);
    }

    /** A record for each run. */
    public List<?> runs() {
        return runs;
    }

    /** A record for each ring that was not measured to the end. */
    public List<?> failures() {
        return failures;
    }

    /** Whether in each run of Totemic all nodes were delivered the same messages in the same order, none missing. */
    public boolean isOneOrder() {
        return runs.stream()
                .filter(run -> run.system().equals(Contender.TOTEMIC.label()))
                .allMatch(GrowthRun::isOneOrder);
    }

    @Override
    public String toString() {
        return new GrowthTable(runs, failures).toString();
    }
}
