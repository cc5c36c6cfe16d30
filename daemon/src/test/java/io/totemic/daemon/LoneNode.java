/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.config.ClusterConfig;
import io.totemic.config.ConfigException;
import io.totemic.protocol.NodeId;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;

/** The configuration of a node alone on loopback, in the clear. */
final class LoneNode {

    static final NodeId SELF = NodeId.of(1);
    static final String CLUSTER = "alone";

    private LoneNode() {}

    static ClusterConfig config(final Path stateDirectory, final int udpPort) throws ConfigException {
        return ClusterConfig.fromText("""
                totem {
                    version: 2
                    cluster_name: %s
                    secauth: off
                    interface {
                        linknumber: 0
                        mcastport: %d
                    }
                }
                system {
                    state_dir: %s
                }
                nodelist {
                    node {
                        nodeid: 1
                        ring0_addr: 127.0.0.1
                    }
                }
                """.formatted(CLUSTER, udpPort, stateDirectory));
    }

    static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
