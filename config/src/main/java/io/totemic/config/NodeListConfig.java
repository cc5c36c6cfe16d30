/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import io.totemic.protocol.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The configured nodes; who belongs to the ring at a moment is decided by the protocol, not here.
 *
 * <p>Source: corosync.conf(5), nodelist.
 *
 * @param nodes at least one, in the order of the file, no id twice
 */
public record NodeListConfig(List<NodeConfig> nodes) {

    public NodeListConfig {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("nodelist has no node, must have at least one");
        }
        final SortedSet<NodeId> seen = new TreeSet<>();
        for (final NodeConfig node : nodes) {
            if (!seen.add(node.nodeId())) {
                throw new IllegalArgumentException("node id " + node.nodeId() + " stands twice in the nodelist");
            }
        }
    }

    /** The node of that id; empty if it is not configured. */
    public Optional<NodeConfig> find(final NodeId nodeId) {
        return nodes.stream().filter(node -> node.nodeId().equals(nodeId)).findFirst();
    }

    /** All node ids in ascending unsigned order, unmodifiable. */
    public SortedSet<NodeId> nodeIds() {
        final SortedSet<NodeId> ids = new TreeSet<>();
        nodes.forEach(node -> ids.add(node.nodeId()));
        return Collections.unmodifiableSortedSet(ids);
    }
}
