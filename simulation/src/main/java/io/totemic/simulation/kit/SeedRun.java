/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import io.totemic.simulation.ClusterSettings;
import io.totemic.simulation.DrivenSimulation;

/** One run of a test, for one seed. For what runs tests; tests see only the cluster. */
public final class SeedRun {

    private final long seed;
    private final SimulatedCluster cluster;

    /** Begins the run. */
    public SeedRun(final DrivenSimulation simulation, final long seed, final ClusterSettings settings) {
        this.seed = seed;
        cluster = new SimulatedCluster(simulation.begin(seed, settings), seed, settings.nodes());
    }

    /** For the test. */
    public SimulatedCluster cluster() {
        return cluster;
    }

    /** To be called when the test has done all: lets the checkers look at the run. Returns the hash of the run. */
    public String finish() {
        cluster.check();
        return cluster.hash();
    }

    /** What to throw for what the test or {@link #finish} threw: with the seed and how to replay it. */
    public SimulationFailure failure(final Throwable thrown) {
        final String what = "seed " + seed + " failed; replay with -D" + Seeds.PROPERTY + "=" + seed + "\n";
        return thrown instanceof SimulationFailure told
                ? new SimulationFailure(what + told.getMessage(), told)
                : new SimulationFailure(
                        what + cluster.failure(thrown.toString(), null).getMessage(), thrown);
    }

    /**
     * Two runs of one seed must be one run.
     *
     * @throws SimulationFailure if the hashes differ
     */
    public void requireSame(final String firstHash, final String secondHash) {
        if (!firstHash.equals(secondHash)) {
            throw new SimulationFailure(
                    "seed " + seed + " was run twice and gave two different runs, so that no failure can be replayed."
                            + " Usual causes in actors and in the test: the clock of the wall (System.nanoTime,"
                            + " Instant.now), Random, ThreadLocalRandom, Math.random or UUID.randomUUID instead of the cluster's random(), threads and"
                            + " futures of other executors, iteration over a HashMap or HashSet of ActorRefs or other"
                            + " objects with hash codes of their own, and static or shared state that outlives a run",
                    null);
        }
    }
}
