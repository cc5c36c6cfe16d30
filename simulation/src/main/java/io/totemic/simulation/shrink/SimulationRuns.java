/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.shrink;

import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationResult;
import io.totemic.simulation.schedule.Scenario;
import java.util.function.Function;

/**
 * Runs one scenario after the other, with another simulation after each that has hung: of the scenarios that a failure is looked
 * for in, some do.
 */
public final class SimulationRuns implements Function<Scenario, SimulationResult>, AutoCloseable {

    private Simulation simulation = new Simulation();

    @Override
    public SimulationResult apply(final Scenario scenario) {
        if (simulation.isBroken()) {
            simulation = new Simulation();
        }
        return simulation.run(scenario);
    }

    @Override
    public void close() {
        simulation.close();
    }
}
