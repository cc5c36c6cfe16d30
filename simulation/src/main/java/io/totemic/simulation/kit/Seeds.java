/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import io.totemic.simulation.ClusterSettings;
import io.totemic.simulation.DrivenSimulation;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Runs a test for one seed after another, for test frameworks other than JUnit 5.
 *
 * <pre>{@code
 * Seeds.ofNodes(5).count(100).check(cluster -> cluster.start().awaitOneRing());
 * }</pre>
 *
 * <p>The first seed is run twice, and must give the same run again. The system property {@code totemic.seed} has only that seed run.
 */
public final class Seeds {

    /** The system property that has only one seed run. */
    public static final String PROPERTY = "totemic.seed";

    private static final int DEFAULT_COUNT = 10;

    private final int nodes;
    private final SortedMap<String, String> totem = new TreeMap<>();
    private long from = 1;
    private int count = DEFAULT_COUNT;
    private boolean hasSystemPerNode;

    private Seeds(final int nodes) {
        this.nodes = nodes;
    }

    /** Ten seeds from 1 on, of so many nodes, 1 to 64. */
    public static Seeds ofNodes(final int nodes) {
        return new Seeds(nodes);
    }

    /** The seeds to run: those from there on, or the one that the system property names. */
    public static List<Long> selected(final long from, final int count) {
        final Long only = Long.getLong(PROPERTY);
        return only != null
                ? List.of(only)
                : LongStream.range(from, from + count).boxed().toList();
    }

    /** The first seed. */
    public Seeds from(final long newFrom) {
        from = newFrom;
        return this;
    }

    /** How many seeds. */
    public Seeds count(final int newCount) {
        count = newCount;
        return this;
    }

    /** A key of corosync.conf's section totem. */
    public Seeds totem(final String key, final String value) {
        totem.put(key, value);
        return this;
    }

    /** Each node has an actor system of its own, in which {@code Totemic.get} finds it. */
    public Seeds systemPerNode() {
        hasSystemPerNode = true;
        return this;
    }

    /**
     * Runs the test for each seed.
     *
     * @throws SimulationFailure for the first seed that fails
     */
    public void check(final Consumer<SimulatedCluster> test) {
        final ClusterSettings settings = new ClusterSettings(nodes, totem, hasSystemPerNode);
        try (DrivenSimulation simulation = new DrivenSimulation()) {
            boolean isFirst = true;
            for (final long seed : selected(from, count)) {
                final String hash = check(test, new SeedRun(simulation, seed, settings));
                if (isFirst) {
                    isFirst = false;
                    final SeedRun again = new SeedRun(simulation, seed, settings);
                    again.requireSame(hash, check(test, again));
                }
            }
        }
    }

    private static String check(final Consumer<SimulatedCluster> test, final SeedRun run) {
        try {
            test.accept(run.cluster());
            return run.finish();
        } catch (final RuntimeException | AssertionError thrown) {
            throw run.failure(thrown);
        }
    }
}
