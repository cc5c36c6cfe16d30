/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.totemic.config.ClusterConfig;
import io.totemic.management.ManagementSettings;
import io.totemic.totem.link.Links;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ring before HTTP, but not without it. */
class RunningNodeTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path directory;

    @Test
    void shouldNotOpenItsLinksWhenThePortOfHttpIsTaken() throws Exception {
        final ClusterConfig config = LoneNode.config(directory, LoneNode.freeUdpPort());
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            assertThatThrownBy(() -> start(config, taken.getLocalPort(), links -> fail("links were opened")))
                    .isInstanceOfSatisfying(StartFailure.class, failure -> assertThat(failure.exitStatus())
                            .isEqualTo(ExitStatus.FATAL))
                    .hasMessageEndingWith("the port is already in use");
        }
    }

    @Test
    void shouldLeaveItsRingWhenThePortOfHttpIsTakenMeanwhile() throws Exception {
        final int udpPort = LoneNode.freeUdpPort();
        final ClusterConfig config = LoneNode.config(directory, udpPort);
        try (ServerSocket taken = new ServerSocket()) {
            final int port = freeTcpPort();

            assertThatThrownBy(() -> start(config, port, links -> {
                        bind(taken, port);
                        return links;
                    }))
                    .isInstanceOfSatisfying(StartFailure.class, failure -> assertThat(failure.exitStatus())
                            .isEqualTo(ExitStatus.FATAL))
                    .hasMessageEndingWith("the port is already in use");
        }
        try (DatagramSocket port = new DatagramSocket(udpPort, LOOPBACK)) {
            assertThat(port.isBound()).as("nothing is left running").isTrue();
        }
    }

    private static void start(final ClusterConfig config, final int httpPort, final UnaryOperator<Links> around)
            throws StartFailure {
        RunningNode.start(config, LoneNode.SELF, ManagementSettings.at("127.0.0.1", httpPort), around)
                .stop();
    }

    private static void bind(final ServerSocket socket, final int port) {
        try {
            socket.bind(new InetSocketAddress(LOOPBACK, port));
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static int freeTcpPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }
}
