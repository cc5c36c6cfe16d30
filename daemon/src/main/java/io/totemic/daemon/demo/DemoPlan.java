/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import io.totemic.management.ManagementSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who takes part and where: node N is 127.0.0.N and serves HTTP on the N-th port from {@code httpPort}.
 *
 * @param nodeCount 2..9
 * @param port UDP port of all nodes
 * @param httpPort TCP port of node 1
 * @param messages messages of each writer in one round
 */
record DemoPlan(int nodeCount, int port, int httpPort, int messages) {

    static final int MIN_NODES = 2;
    static final int MAX_NODES = 9;

    private static final int MAX_PORT = 65_535;
    private static final int MAX_MESSAGES = 100_000;
    private static final int MAX_WRITERS = 3;

    DemoPlan {
        require("--nodes", nodeCount, MIN_NODES, MAX_NODES);
        require("--port", port, 1, MAX_PORT);
        require("--http-port", httpPort, 1, MAX_PORT - nodeCount + 1);
        require("--messages", messages, 1, MAX_MESSAGES);
    }

    private static void require(final String option, final int value, final int min, final int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(option + " is " + value + ", must be " + min + ".." + max);
        }
    }

    List<Integer> nodes() {
        return IntStream.rangeClosed(1, nodeCount).boxed().toList();
    }

    /** Three nodes write, or all if there are fewer. */
    List<Integer> writers() {
        return nodes().subList(0, Math.min(MAX_WRITERS, nodeCount));
    }

    /** The node that is killed: the last writer. */
    int victim() {
        return Math.min(MAX_WRITERS, nodeCount);
    }

    static String address(final int node) {
        return "127.0.0." + node;
    }

    ManagementSettings http(final int node) {
        return ManagementSettings.at("127.0.0.1", httpPort + node - 1);
    }

    /** The configuration that all nodes read; the key is in {@code keyFile}. */
    String corosyncConf(final Path keyFile) {
        final StringBuilder text = new StringBuilder();
        text.append("totem {\n    version: 2\n    cluster_name: demo\n    keyfile: ")
                .append(keyFile)
                .append('\n');
        text.append("    token: 1000\n    token_coefficient: 0\n");
        text.append("    interface {\n        linknumber: 0\n        mcastport: ")
                .append(port)
                .append("\n    }\n}\n\n");
        text.append("quorum {\n    provider: corosync_votequorum\n");
        if (nodeCount == 2) {
            text.append("    two_node: 1\n");
        }
        text.append("}\n\nlogging {\n    to_stderr: on\n    to_syslog: off\n}\n\nnodelist {\n");
        for (final int node : nodes()) {
            text.append("    node {\n        nodeid: ").append(node);
            text.append("\n        name: node-").append(node);
            text.append("\n        ring0_addr: ").append(address(node)).append("\n    }\n");
        }
        return text.append("}\n").toString();
    }

    /** What stands in the way of a start: one sentence for each address that cannot be bound. */
    List<String> obstacles() {
        final List<String> obstacles = new ArrayList<>();
        for (final int node : nodes()) {
            final InetSocketAddress udp = new InetSocketAddress(address(node), port);
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.setReuseAddress(false);
                socket.bind(udp);
            } catch (final IOException notFree) {
                obstacles.add("UDP " + address(node) + ":" + port + " of node " + node + " cannot be used: "
                        + notFree.getMessage());
            }
        }
        for (final int node : nodes()) {
            final ManagementSettings http = http(node);
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(http.host()), http.port()));
            } catch (final IOException notFree) {
                obstacles.add(
                        "HTTP " + http.address() + " of node " + node + " cannot be used: " + notFree.getMessage());
            }
        }
        return obstacles;
    }
}
