/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

/**
 * Begins runs that a test drives step by step, one after the other. The thread that makes it is the only one that may use it and
 * its runs.
 */
public final class DrivenSimulation implements AutoCloseable {

    private SimulatedSystem system = new SimulatedSystem();
    private DrivenRun current;

    /** Begins a run, and ends the one before. No node is up yet. */
    public DrivenRun begin(final long seed, final ClusterSettings settings) {
        if (!endCurrent()) {
            // One that has hung or been left by an exception cannot be used again; nor is there anything of it to
            // close.
            system = new SimulatedSystem();
        }
        current = new DrivenRun(system, seed, settings);
        return current;
    }

    private boolean endCurrent() {
        return current == null || current.end();
    }

    @Override
    public void close() {
        if (endCurrent()) {
            system.close();
        }
    }
}
