/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.config.ClusterConfig;
import io.totemic.config.NodeConfig;
import io.totemic.protocol.NodeId;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds out which node of the nodelist runs here: the one that was named, or the only one with an address or the name of
 * this host.
 *
 * <p>Source: corosync.conf(5), nodelist.
 */
final class LocalNode {

    private final String configFile;
    private final ClusterConfig config;
    private final Predicate<NodeConfig> isHere;

    private LocalNode(final String configFile, final ClusterConfig config, final Predicate<NodeConfig> isHere) {
        this.configFile = configFile;
        this.config = Objects.requireNonNull(config, "config");
        this.isHere = isHere;
    }

    /** Looks at the interfaces and the name of this host. */
    static LocalNode of(final String configFile, final ClusterConfig config) {
        return new LocalNode(configFile, config, LocalNode::isOnThisHost);
    }

    /** For tests: what is here is said by the caller. */
    static LocalNode of(final ClusterConfig config, final Predicate<NodeConfig> isHere) {
        return new LocalNode("corosync.conf", config, isHere);
    }

    /**
     * The node that was named.
     *
     * @throws StartFailure if it is not in the nodelist
     */
    NodeId named(final long unsignedId) throws StartFailure {
        if (unsignedId < 1 || unsignedId > NodeId.MAX) {
            throw refused("--node-id is " + unsignedId + ", must be 1.." + NodeId.MAX);
        }
        final NodeId nodeId = NodeId.of(unsignedId);
        if (config.nodeList().find(nodeId).isEmpty()) {
            throw refused("nodelist has no node " + nodeId + ", only "
                    + list(config.nodeList().nodes()));
        }
        return nodeId;
    }

    /**
     * The only node that has an address or the name of this host.
     *
     * @throws StartFailure if there is none or more than one
     */
    NodeId found() throws StartFailure {
        final List<NodeConfig> here = new ArrayList<>();
        for (final NodeConfig node : config.nodeList().nodes()) {
            if (isHere.test(node)) {
                here.add(node);
            }
        }
        if (here.isEmpty()) {
            throw refused("nodelist has no node with an address or the name of this host, say with --node-id which of "
                    + list(config.nodeList().nodes()) + " runs here");
        }
        if (here.size() > 1) {
            throw refused("nodelist has several nodes with an address of this host, say with --node-id which of "
                    + list(here) + " is started");
        }
        return here.get(0).nodeId();
    }

    private StartFailure refused(final String sentence) {
        return new StartFailure(ExitStatus.CONFIGURATION, configFile + ": " + sentence);
    }

    private static String list(final List<NodeConfig> nodes) {
        return nodes.stream().map(node -> node.nodeId().toString()).collect(Collectors.joining(", "));
    }

    private static boolean isOnThisHost(final NodeConfig node) {
        try {
            if (!node.name().isEmpty()
                    && node.name().equals(InetAddress.getLocalHost().getHostName())) {
                return true;
            }
        } catch (final UnknownHostException nameless) {
            // Then only addresses can tell.
        }
        for (final String address : node.ringAddresses()) {
            if (!address.isEmpty() && isLocal(address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLocal(final String address) {
        try {
            for (final InetAddress candidate : InetAddress.getAllByName(address)) {
                if (candidate.isLoopbackAddress() || NetworkInterface.getByInetAddress(candidate) != null) {
                    return true;
                }
            }
            return false;
        } catch (final UnknownHostException | SocketException unknown) {
            return false;
        }
    }
}
