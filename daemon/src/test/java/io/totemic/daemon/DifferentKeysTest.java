/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.totemic.ClusterView;
import io.totemic.config.ClusterConfig;
import io.totemic.management.ManagementSettings;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.crypto.ClusterKey;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Two nodes of one cluster over real sockets, with different keys and with the same one. */
final class DifferentKeysTest {

    private static final NodeId ONE = NodeId.of(1);
    private static final NodeId TWO = NodeId.of(2);
    private static final NodeSet BOTH = NodeSet.of(ONE, TWO);
    private static final int TOKEN_MS = 3_000;
    private static final int TOKEN_TIMEOUTS = 3;
    private static final long DEADLINE_S = 60;
    private static final byte[] KEY = secret(1);
    private static final byte[] OTHER_KEY = secret(2);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("totemic.TOTEM");
    private int port;

    @TempDir
    private Path directory;

    @BeforeEach
    void openLog() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void closeLog() {
        logger.detachAppender(log);
    }

    @Test
    void shouldNeverFormARingWithDifferentKeysAndSayWhyInOneLine() throws Exception {
        final RunningNode one = start(ONE, KEY);
        try {
            final RunningNode two = start(TWO, OTHER_KEY);
            try {
                awaitMembers(one, NodeSet.of(ONE));
                awaitMembers(two, NodeSet.of(TWO));
                final ClusterView oneBefore = view(one);
                final ClusterView twoBefore = view(two);
                final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TOKEN_TIMEOUTS * TOKEN_MS);
                while (System.nanoTime() - endNs < 0) {
                    assertIsAlone(oneBefore, view(one));
                    assertIsAlone(twoBefore, view(two));
                    Thread.sleep(50);
                }
                // It is not that they do not hear each other.
                assertThat(dropped(view(one))).isGreaterThan(dropped(oneBefore));
                assertThat(dropped(view(two))).isGreaterThan(dropped(twoBefore));
                assertThat(drops()).containsExactlyInAnyOrder(why(TWO, OTHER_KEY, KEY), why(ONE, KEY, OTHER_KEY));
            } finally {
                two.stop();
            }
        } finally {
            one.stop();
        }
    }

    @Test
    void shouldFormARingWithTheSameKey() throws Exception {
        final RunningNode one = start(ONE, KEY);
        try {
            final RunningNode two = start(TWO, KEY);
            try {
                awaitMembers(one, BOTH);
                awaitMembers(two, BOTH);
                assertThat(view(one).drops().get(FrameFault.ENVELOPE_KEY)).isZero();
                assertThat(view(two).drops().get(FrameFault.ENVELOPE_KEY)).isZero();
                assertThat(drops()).noneMatch(line -> line.contains("was sealed with"));
            } finally {
                two.stop();
            }
        } finally {
            one.stop();
        }
    }

    private static void assertIsAlone(final ClusterView before, final ClusterView now) {
        assertThat(now.membership().state()).isEqualTo(StateName.OPERATIONAL);
        assertThat(now.membership().installedRingId())
                .isEqualTo(before.membership().installedRingId());
        assertThat(now.drops().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(dropped(now));
    }

    private static long dropped(final ClusterView view) {
        return view.drops().get(FrameFault.ENVELOPE_KEY);
    }

    /** The lines about dropped frames of both nodes, without how often. */
    private List<String> drops() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("Dropped a frame"))
                .map(line -> line.substring(0, line.indexOf(" (")))
                .toList();
    }

    private static String why(final NodeId sender, final byte[] theirs, final byte[] ours) {
        return "Dropped a frame of node " + sender + ": it was sealed with key " + name(theirs)
                + " in suite 1 and this node seals with key " + name(ours) + " in suite 1";
    }

    private static String name(final byte[] secret) {
        return ClusterKey.idText(new ClusterKey(secret).keyId());
    }

    private static void awaitMembers(final RunningNode node, final NodeSet members) throws Exception {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (System.nanoTime() - endNs < 0) {
            final ClusterView view = view(node);
            if (view.membership().state() == StateName.OPERATIONAL
                    && view.membership().members().equals(members)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no ring of " + members + " but " + view(node).membership());
    }

    private static ClusterView view(final RunningNode node) throws Exception {
        return node.totemic().view().toCompletableFuture().get(DEADLINE_S, TimeUnit.SECONDS);
    }

    private static byte[] secret(final int seed) {
        final byte[] secret = new byte[256];
        new SplittableRandom(seed).nextBytes(secret);
        return secret;
    }

    private RunningNode start(final NodeId self, final byte[] key) throws Exception {
        final Path keyFile = directory.resolve("authkey-" + self);
        KeyFile.create(keyFile, key);
        return RunningNode.start(
                ClusterConfig.fromText("""
                totem {
                    version: 2
                    cluster_name: keys
                    keyfile: %s
                    token: %d
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
                    node {
                        nodeid: 2
                        ring0_addr: 127.0.0.2
                    }
                }
                """.formatted(keyFile, TOKEN_MS, port, directory)),
                self,
                ManagementSettings.at("127.0.0.1", 0));
    }
}
