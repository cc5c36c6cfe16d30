/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.ByteGroup;
import io.totemic.ClusterView;
import io.totemic.NodeProbe;
import io.totemic.config.ClusterConfig;
import io.totemic.management.ManagementSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.totem.link.Links;
import io.totemic.totem.link.PassingLinks;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two encrypted nodes over real sockets. Whatever node 2 receives, also in an earlier life, is replayed to it and damaged over and
 * over: it takes none of that, and the ring stays.
 */
final class ReplayedFramesTest {

    private static final NodeId ONE = NodeId.of(1);
    private static final NodeId TWO = NodeId.of(2);
    private static final int MESSAGES = 500;
    private static final int RECORDED_MAX = 5_000;
    private static final long DEADLINE_S = 60;

    private final List<byte[]> recorded = new ArrayList<>();
    private final AtomicLong replayed = new AtomicLong();
    private final AtomicLong notTaken = new AtomicLong();
    private final AtomicLong replaysTaken = new AtomicLong();

    @TempDir
    private Path directory;

    /** Hands on what the link brings, then brings it again, with something old and something damaged. */
    private final class ReplayingLinks extends PassingLinks {
        private final SplittableRandom random = new SplittableRandom(1);

        private ReplayingLinks(final Links links) {
            super(links);
            notTaken.set(0);
        }

        private boolean onFrame(
                final Receiver receiver, final DirectBuffer buffer, final int offset, final int length) {
            final byte[] frame = new byte[length];
            buffer.getBytes(offset, frame);
            final boolean isTaken = receiver.onFrame(buffer, offset, length);
            if (!isTaken) {
                notTaken.incrementAndGet();
            }
            if (recorded.size() < RECORDED_MAX) {
                recorded.add(frame);
            }
            final byte[] damaged = frame.clone();
            damaged[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
            replay(receiver, frame);
            replay(receiver, recorded.get(random.nextInt(recorded.size())));
            replay(receiver, damaged);
            return isTaken;
        }

        private void replay(final Receiver receiver, final byte[] frame) {
            replayed.incrementAndGet();
            if (receiver.onFrame(new UnsafeBuffer(frame), 0, frame.length)) {
                replaysTaken.incrementAndGet();
            } else {
                notTaken.incrementAndGet();
            }
        }

        @Override
        public int pollData(final Receiver receiver, final int limitFrames) {
            return super.pollData((buffer, offset, length) -> onFrame(receiver, buffer, offset, length), limitFrames);
        }

        @Override
        public int pollTokenAndControl(final Receiver receiver, final int limitFrames) {
            return super.pollTokenAndControl(
                    (buffer, offset, length) -> onFrame(receiver, buffer, offset, length), limitFrames);
        }
    }

    @Test
    void shouldTakeNothingTwiceAndStayOnTheRing() throws Exception {
        final ClusterConfig config = config();
        final RunningNode one = start(config, ONE, false);
        try {
            RunningNode two = start(config, TWO, true);
            try {
                exchange(one, two);
            } finally {
                two.stop();
            }
            final long replayedInTheFirstLife = replayed.get();
            two = start(config, TWO, true);
            try {
                exchange(one, two);
            } finally {
                two.stop();
            }
            assertThat(replayedInTheFirstLife).isGreaterThan(3 * 100);
            assertThat(replayed.get() - replayedInTheFirstLife).isGreaterThan(3 * 100);
            assertThat(replaysTaken.get()).isZero();
        } finally {
            one.stop();
        }
    }

    /** Both nodes are on one ring, send, and are told everything once; the ring is the same afterwards. */
    private void exchange(final RunningNode one, final RunningNode two) throws Exception {
        final List<String> toldOne = Collections.synchronizedList(new ArrayList<>());
        final List<String> toldTwo = Collections.synchronizedList(new ArrayList<>());
        final RingId ring = awaitRing(one, two);
        final ByteGroup groupOne = join(one, toldOne);
        final ByteGroup groupTwo = join(two, toldTwo);
        for (int number = 0; number < MESSAGES; number++) {
            groupOne.multicast(("one " + number).getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .get(DEADLINE_S, TimeUnit.SECONDS);
            groupTwo.multicast(("two " + number).getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .get(DEADLINE_S, TimeUnit.SECONDS);
        }
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while ((toldOne.size() < 2 * MESSAGES || toldTwo.size() < 2 * MESSAGES) && System.nanoTime() - endNs < 0) {
            Thread.sleep(10);
        }
        assertThat(toldTwo).hasSize(2 * MESSAGES).doesNotHaveDuplicates().isEqualTo(toldOne);
        assertThat(view(two).membership().installedRingId()).isEqualTo(ring);
        final long notTakenBefore = notTaken.get();
        final ClusterView seen = view(two);
        assertThat(seen.drops().get(FrameFault.REPLAY)).isGreaterThan(100);
        assertThat(seen.drops().get(FrameFault.TAG)).isGreaterThan(100);
        assertThat(seen.droppedFrames() + seen.handshakes()).isBetween(notTakenBefore, notTaken.get());
        assertThat(view(one).drops().get(FrameFault.TAG)).isZero();
        assertThat(view(one).drops().get(FrameFault.REPLAY)).isZero();
    }

    private static RingId awaitRing(final RunningNode one, final RunningNode two) throws Exception {
        final NodeSet both = NodeSet.of(ONE, TWO);
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (System.nanoTime() - endNs < 0) {
            if (view(one).membership().members().equals(both)
                    && view(two).membership().members().equals(both)) {
                return view(two).membership().installedRingId();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("no ring of both");
    }

    private static ByteGroup join(final RunningNode node, final List<String> told) throws Exception {
        final ActorRef<MemberEvent> listener = node.system()
                .systemActorOf(
                        Behaviors.<MemberEvent>receiveMessage(event -> {
                            if (event instanceof MemberEvent.Delivered delivered) {
                                told.add(new String(delivered.payload(), StandardCharsets.UTF_8));
                            }
                            return Behaviors.same();
                        }),
                        "listener-" + System.nanoTime(),
                        Props.empty());
        return node.totemic()
                .joinBytes("replayed", listener)
                .toCompletableFuture()
                .get(DEADLINE_S, TimeUnit.SECONDS);
    }

    private static ClusterView view(final RunningNode node) throws Exception {
        return node.totemic().view().toCompletableFuture().get(DEADLINE_S, TimeUnit.SECONDS);
    }

    private RunningNode start(final ClusterConfig config, final NodeId self, final boolean isReplayed)
            throws Exception {
        return RunningNode.start(
                config,
                self,
                ManagementSettings.at("127.0.0.1", 0),
                links -> isReplayed ? new ReplayingLinks(links) : links,
                NodeProbe.NONE);
    }

    private ClusterConfig config() throws Exception {
        final Path keyFile = directory.resolve("authkey");
        final byte[] secret = new byte[256];
        new SplittableRandom(2).nextBytes(secret);
        KeyFile.create(keyFile, secret);
        final int port;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        return ClusterConfig.fromText("""
                totem {
                    version: 2
                    cluster_name: replayed
                    keyfile: %s
                    token: 5000
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
                """.formatted(keyFile, port, directory));
    }
}
