/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.shrink;

import io.totemic.simulation.schedule.Scenario;

/** One way to make a scenario simpler; gives back an equal one if there is nothing to simplify. */
@FunctionalInterface
interface Simplification {
    Scenario apply(Scenario scenario);
}
