/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.shrink;

import io.totemic.simulation.schedule.Scenario;
import java.util.List;

/**
 * What a failing scenario came to.
 *
 * @param scenario the smallest one found; it fails by itself
 * @param runs how many runs it took
 * @param violations of its run
 * @param isMinimal whether nothing more could be taken away; false if the runs were used up before
 */
public record Shrunk(Scenario scenario, int runs, List<String> violations, boolean isMinimal) {
    public Shrunk {
        violations = List.copyOf(violations);
    }
}
