/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

/**
 * What a run consists of besides its seed.
 *
 * @param nodes 1 to 16
 * @param durationNs of the part with faults and traffic, in virtual time
 * @param network how the network behaves in that part
 * @param meanFaultIntervalNs mean time between crashes, partitions and pauses; 0 for none
 */
public record SimulationOptions(int nodes, long durationNs, NetworkOptions network, long meanFaultIntervalNs) {

    /** Five nodes, 20 seconds, a rough network and a fault every second. */
    public static final SimulationOptions DEFAULT =
            new SimulationOptions(5, 20_000_000_000L, NetworkOptions.ROUGH, 1_000_000_000L);

    public SimulationOptions {
        if (nodes < 1 || nodes > 16) {
            throw new IllegalArgumentException("nodes is " + nodes + ", must be 1..16");
        }
    }

    /** These, but without crashes, partitions and pauses, on such a network. */
    SimulationOptions without(final NetworkOptions newNetwork) {
        return new SimulationOptions(nodes, durationNs, newNetwork, 0);
    }
}
