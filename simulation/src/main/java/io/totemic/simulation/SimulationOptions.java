/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.simulation.schedule.FaultProfile;
import io.totemic.simulation.schedule.Scenario;

/**
 * What a run consists of besides its seed.
 *
 * @param nodes 1 to 64
 * @param durationNs of the part with faults and traffic, in virtual time
 * @param profile which faults and how many
 */
public record SimulationOptions(int nodes, long durationNs, FaultProfile profile) {

    /** Five nodes, 20 seconds, a bit of everything. */
    public static final SimulationOptions DEFAULT = new SimulationOptions(5, 20_000_000_000L, FaultProfile.DEFAULT);

    public SimulationOptions {
        if (nodes < 1 || nodes > Scenario.NODES_MAX) {
            throw new IllegalArgumentException("nodes is " + nodes + ", must be 1.." + Scenario.NODES_MAX);
        }
    }

    /** What the run of a seed is. */
    public Scenario scenario(final long seed) {
        return profile.scenario(seed, nodes, durationNs);
    }
}
