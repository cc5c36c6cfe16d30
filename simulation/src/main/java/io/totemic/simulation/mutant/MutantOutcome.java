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

    /** Whether it was found, or has survived, as it should. */
    public boolean isAsDeclared() {
        return hasSurvived() == mutant.isDeclaredToSurvive();
    }

    /** In words: who found it, or that nobody did, and whether that is as it should be. */
    public String verdict() {
        if (hasSurvived()) {
            return isAsDeclared() ? "survived as declared" : "SURVIVED";
        }
        return (isAsDeclared() ? "found by " : "FOUND against its declaration by ") + String.join(", ", killers);
    }
}
