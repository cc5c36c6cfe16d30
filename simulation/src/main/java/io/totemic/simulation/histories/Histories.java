/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import io.totemic.simulation.ClusterSettings;
import io.totemic.simulation.DrivenSimulation;
import io.totemic.simulation.kit.SeedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Runs histories of one kind, one seed after the other, on the thread of the caller. */
public final class Histories {

    /**
     * What came of one seed.
     *
     * @param seed which one
     * @param violations what is wrong, each after the name of what found it and a colon
     * @param counts what there was of what
     * @param failOversNs how long it took, each time, until what had ended was there again
     */
    public record Outcome(long seed, List<String> violations, SortedMap<String, Long> counts, List<Long> failOversNs) {}

    private final HistoryKind kind;
    private final ClusterSettings settings;

    /** Of that kind, on so many nodes, 1 to 64. */
    public Histories(final HistoryKind kind, final int nodes) {
        this.kind = kind;
        settings = new ClusterSettings(nodes, new TreeMap<>(), false);
    }

    /** Runs so many seeds from {@code from} on, as long as {@code goesOn} says after each of them. */
    public void run(final long from, final int seeds, final Predicate<Outcome> goesOn) {
        try (DrivenSimulation simulation = new DrivenSimulation()) {
            boolean isGoingOn = true;
            for (long seed = from; seed < from + seeds && isGoingOn; seed++) {
                isGoingOn = goesOn.test(run(simulation, seed));
            }
        }
    }

    private Outcome run(final DrivenSimulation simulation, final long seed) {
        final SeedRun run = new SeedRun(simulation, seed, settings);
        final History history = kind.begin(run.cluster());
        final List<String> violations = new ArrayList<>();
        try {
            violations.addAll(history.run());
            run.finish();
        } catch (final AssertionError failure) {
            violations.add("Failure: " + failure.getMessage());
        }
        return new Outcome(seed, violations, history.counts(), history.failOversNs());
    }
}
