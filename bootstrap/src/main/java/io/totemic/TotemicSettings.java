/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.BadValue;
import io.totemic.config.ClusterConfig;
import io.totemic.config.CorosyncConfParser;
import io.totemic.cpg.core.CpgSettings;
import io.totemic.protocol.NodeId;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * What a node is started with.
 *
 * @param cluster the settings of the cluster: those of corosync.conf
 * @param self which of its nodes this is
 * @param groups the limits of the group service
 */
public record TotemicSettings(ClusterConfig cluster, NodeId self, CpgSettings groups) {

    private static final String PATH = "totemic";

    /** A node of this cluster, with default limits. */
    public static TotemicSettings of(final ClusterConfig cluster, final NodeId self) {
        return new TotemicSettings(cluster, self, CpgSettings.DEFAULT);
    }

    /**
     * What an actor system is configured with under {@code totemic}; {@code reference.conf} says what may stand there.
     *
     * @throws com.typesafe.config.ConfigException if a key is missing or wrong, with its origin
     * @throws io.totemic.config.ConfigException with all problems of the cluster's settings
     */
    public static TotemicSettings of(final Config system) {
        final Config totemic = system.getConfig(PATH);
        final long nodeId = totemic.getLong("node-id");
        if (nodeId < 1 || nodeId > 0xFFFF_FFFFL) {
            throw new BadValue(
                    totemic.getValue("node-id").origin(),
                    "totemic.node-id",
                    "is " + nodeId + ", must be 1..4294967295");
        }
        return new TotemicSettings(cluster(totemic), NodeId.of(nodeId), groups(totemic.getConfig("groups")));
    }

    private static ClusterConfig cluster(final Config totemic) {
        final String file = totemic.getString("corosync-conf");
        if (file.isEmpty()) {
            return CorosyncConfParser.parse("totemic.cluster", CorosyncText.of(totemic.getConfig("cluster")))
                    .orThrow();
        }
        try {
            return ClusterConfig.load(Path.of(file));
        } catch (final InvalidPathException | IOException e) {
            throw new BadValue(
                    totemic.getValue("corosync-conf").origin(), "totemic.corosync-conf", "cannot be read: " + e, e);
        }
    }

    private static CpgSettings groups(final Config groups) {
        try {
            return new CpgSettings(
                    groups.getMemorySize("credit").toBytes(),
                    groups.getMemorySize("backlog-of-node").toBytes(),
                    groups.getMemorySize("backlog-of-ring").toBytes(),
                    groups.getDuration("stall").toNanos());
        } catch (final IllegalArgumentException e) {
            throw new BadValue(groups.origin(), "totemic.groups", e.getMessage(), e);
        }
    }
}
