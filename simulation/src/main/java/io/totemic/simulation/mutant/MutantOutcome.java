/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.mutant;

import java.util.List;

/**
 * What became of a mutant.
 *
 * @param mutant which
 * @param killers checkers that found it, in the first seed in which any did; empty if it survived
 * @param seeds how many were run, the killing one included
 * @param evidence the first violation, empty if it survived
 * @param tookNs wall-clock time, with the start of its JVM
 */
public record MutantOutcome(Mutant mutant, List<String> killers, long seeds, String evidence, long tookNs) {

    /** Whether no checker found it. */
    public boolean hasSurvived() {
        return killers.isEmpty();
    }
}
