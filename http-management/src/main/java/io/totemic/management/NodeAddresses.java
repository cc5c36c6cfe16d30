/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.config.ClusterConfig;
import io.totemic.config.NodeConfig;
import io.totemic.protocol.NodeId;
import java.util.Objects;

/**
 * How nodes are written in JSON: {@code totemic://CLUSTER@RING0_ADDR:PORT}.
 *
 * @param clusterName name of the cluster, perhaps empty
 * @param port UDP port of all its nodes
 */
public record NodeAddresses(String clusterName, int port) {

    public NodeAddresses {
        Objects.requireNonNull(clusterName, "clusterName");
    }

    /** The addresses of that cluster. */
    public static NodeAddresses of(final ClusterConfig config) {
        return new NodeAddresses(config.totem().clusterName(), config.totem().mcastPort());
    }

    String of(final NodeConfig node) {
        return scheme() + ManagementSettings.addressOf(node.ringAddresses().get(0), port);
    }

    /** For a member that is not in our nodelist, of which no address is known. */
    String ofStranger(final NodeId id) {
        return scheme() + "node-" + id + ":" + port;
    }

    private String scheme() {
        return "totemic://" + clusterName + "@";
    }
}
