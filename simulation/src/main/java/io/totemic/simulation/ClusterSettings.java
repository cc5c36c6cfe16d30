/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.simulation.schedule.Scenario;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a cluster is that a test drives.
 *
 * @param nodes 1 to 64, with the ids 1, 2, 3, ...
 * @param totem keys of corosync.conf's section totem and what they are set to
 * @param hasSystemPerNode whether each node has an actor system of its own, in which {@code Totemic.get} finds it
 */
public record ClusterSettings(int nodes, SortedMap<String, String> totem, boolean hasSystemPerNode) {

    public ClusterSettings {
        if (nodes < 1 || nodes > Scenario.NODES_MAX) {
            throw new IllegalArgumentException("nodes is " + nodes + ", must be 1.." + Scenario.NODES_MAX);
        }
        totem = new TreeMap<>(totem);
    }
}
