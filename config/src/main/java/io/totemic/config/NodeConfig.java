/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import io.totemic.protocol.NodeId;
import java.util.List;
import java.util.Objects;

/**
 * One configured node of the cluster.
 *
 * <p>Source: corosync.conf(5), nodelist.node.
 *
 * @param nodeId identity, unique in the node list
 * @param name host name of the node; empty if absent
 * @param ringAddresses IP addresses or host names, unresolved; the index is the link, so the first is ring0_addr; a link
 *     that is left out between two others is an empty string
 * @param quorumVotes votes of the node, at least 0
 */
public record NodeConfig(NodeId nodeId, String name, List<String> ringAddresses, int quorumVotes) {

    public NodeConfig {
        Objects.requireNonNull(nodeId, "nodeId");
        Objects.requireNonNull(name, "name");
        ringAddresses = List.copyOf(ringAddresses);
        if (ringAddresses.isEmpty() || ringAddresses.get(0).isEmpty()) {
            throw new IllegalArgumentException("ring0_addr of node " + nodeId + " is not set, must be an address");
        }
        if (quorumVotes < 0) {
            throw new IllegalArgumentException("quorum_votes is " + quorumVotes + ", must be at least 0");
        }
    }
}
