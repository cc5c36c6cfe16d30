/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.ByteGroup;
import io.totemic.config.ClusterConfig;
import io.totemic.management.ManagementSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.group.MemberEvent;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import picocli.CommandLine.Command;

/**
 * A node alone on loopback that forms a ring, joins a group, sends, answers HTTP and ends. The launcher runs it once, to store
 * the classes that were loaded, which halves the start of every later node.
 */
@Command(name = "warm-up", hidden = true, description = "Runs a node alone for a moment.")
final class WarmUpCommand implements Callable<Integer> {

    private static final long DEADLINE_S = 20;

    @Override
    public Integer call() throws Exception {
        final Path directory = Files.createTempDirectory("totemic-warm-up-");
        try {
            final ClusterConfig config = ClusterConfig.fromText(text(directory, freePort()));
            NodeStart.ofPlain(new String[] {"node", "--config", "corosync.conf", "--node-id", "1"});
            final NodeId self = LocalNode.of("the warm-up", config).named(1L);
            NodeLogging.configure(config.logging(), System.err);
            final RunningNode node = RunningNode.start(config, self, ManagementSettings.at("127.0.0.1", 0));
            try {
                use(node);
            } finally {
                node.stop();
            }
            return ExitStatus.OK;
        } catch (final StartFailure failure) {
            System.err.println(failure.getMessage());
            return failure.exitStatus();
        } finally {
            remove(directory);
        }
    }

    private static void use(final RunningNode node) throws Exception {
        final ActorRef<MemberEvent> listener =
                node.system().systemActorOf(Behaviors.ignore(), "listener", Props.empty());
        final ByteGroup group = node.totemic()
                .joinBytes("warm-up", listener)
                .toCompletableFuture()
                .get(DEADLINE_S, TimeUnit.SECONDS);
        group.multicast("warm".getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .get(DEADLINE_S, TimeUnit.SECONDS);
        ask(URI.create(node.httpUrl() + "/cluster/members"));
    }

    /** Not with the JDK's client: its classes, and those of TLS that come with it, would be a tenth of what is stored. */
    private static void ask(final URI url) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(DEADLINE_S));
            final String request = "GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String text(final Path directory, final int port) {
        return """
                totem {
                    version: 2
                    key: %s
                    interface {
                        linknumber: 0
                        mcastport: %d
                    }
                }
                logging {
                    to_syslog: off
                }
                system {
                    state_dir: %s
                }
                quorum {
                    provider: corosync_votequorum
                }
                nodelist {
                    node {
                        nodeid: 1
                        ring0_addr: 127.0.0.1
                    }
                }
                """.formatted("k".repeat(ClusterKey.SECRET_MIN_BYTES), port, directory);
    }

    private static void remove(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
