/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.config.ClusterConfig;
import io.totemic.config.NodeConfig;
import io.totemic.config.TransportConfig;
import io.totemic.protocol.NodeId;
import io.totemic.totem.link.AeronLinkSettings;
import io.totemic.totem.link.DataDestination;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the link of a node is set to, taken from the configuration of the cluster. */
final class LinkSettings {

    private static final Logger LOG = LoggerFactory.getLogger("totemic.TOTEM");

    private LinkSettings() {}

    static AeronLinkSettings of(final ClusterConfig config, final NodeId self) {
        final TreeMap<NodeId, String> addresses = new TreeMap<>();
        for (final NodeConfig node : config.nodeList().nodes()) {
            addresses.put(node.nodeId(), node.ringAddresses().get(0));
        }
        final int port = config.totem().mcastPort();
        final int netmtu = config.totem().netmtuBytes();
        final WindowRule window = WindowRule.of(config.totem().maxMessages(), netmtu);
        if (window.isLimiting()) {
            LOG.warn(
                    "max_messages is {} and netmtu {}: a visit of the token sends at most {} bytes, which fewer frames may fill.",
                    config.totem().maxMessages(),
                    netmtu,
                    window.visitBytes());
        }
        final TransportConfig transport = config.transport();
        return new AeronLinkSettings(
                self,
                addresses,
                port,
                netmtu,
                window.windowBytes(),
                switch (transport.dataDestination()) {
                    case MULTI_DESTINATION -> new DataDestination.MultiDestination();
                    // As Corosync's udp transport, which uses the port below as well.
                    case MULTICAST -> new DataDestination.Multicast(transport.multicastAddress(), port - 1);
                },
                transport.driverDirectory().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(transport.driverDirectory())));
    }
}
