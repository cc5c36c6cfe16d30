/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.shrink;

import io.totemic.simulation.SimulationResult;
import io.totemic.simulation.schedule.Scenario;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The smallest scenario found so far, and the runs that are left to find a smaller one. */
final class Attempts {

    /** Whatever is taken away changes all draws after it, so that a failure may need another seed to show again. */
    private static final long[] OTHER_SEEDS = {1, 2};

    private final Function<Scenario, SimulationResult> run;
    private final int runsMax;
    private final String checker;
    private final Set<Scenario> tried = new HashSet<>();
    private Scenario best;
    private List<String> violations;
    private int runs;

    /**
     * Begins with one run.
     *
     * @throws IllegalArgumentException if {@code failing} does not fail
     */
    Attempts(final Function<Scenario, SimulationResult> run, final int runsMax, final Scenario failing) {
        this.run = run;
        this.runsMax = runsMax;
        best = failing;
        tried.add(failing);
        runs = 1;
        violations = run.apply(failing).violations();
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("the scenario of seed " + failing.seed() + " does not fail");
        }
        checker = checkerOf(violations.get(0));
    }

    /** The smallest one that fails. */
    Scenario best() {
        return best;
    }

    /** What was violated in it. */
    List<String> violations() {
        return violations;
    }

    /** Runs used. */
    int runs() {
        return runs;
    }

    /** Whether no run is left. */
    boolean isOver() {
        return runs >= runsMax;
    }

    /** Runs {@code candidate}, with some seeds; returns true and keeps it if the same checker finds fault with it. */
    boolean isKept(final Scenario candidate) {
        if (candidate.equals(best)) {
            return false;
        }
        if (isKeptAsIs(candidate)) {
            return true;
        }
        for (final long seed : OTHER_SEEDS) {
            if (isKeptAsIs(candidate.withSeed(seed))) {
                return true;
            }
        }
        return false;
    }

    private boolean isKeptAsIs(final Scenario candidate) {
        if (isOver() || !tried.add(candidate)) {
            return false;
        }
        runs++;
        final List<String> found = run.apply(candidate).violations();
        if (found.stream().noneMatch(violation -> checkerOf(violation).equals(checker))) {
            return false;
        }
        best = candidate;
        violations = found;
        return true;
    }

    private static String checkerOf(final String violation) {
        return violation.substring(0, Math.max(0, violation.indexOf(':')));
    }
}
