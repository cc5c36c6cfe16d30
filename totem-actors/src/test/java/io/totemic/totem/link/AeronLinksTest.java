/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.NodeId;
import io.totemic.totem.link.DataDestination.MultiDestination;
import io.totemic.totem.link.DataDestination.Multicast;
import io.totemic.totem.link.LinkCounters.Counter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class AeronLinksTest {

    private static final MultiDestination EACH = new MultiDestination();
    private static final int WINDOW = 256 * 1024;

    @Test
    void shouldCarryAllThreeStreams() {
        try (LinkBench bench = new LinkBench(3, 35411, WINDOW, EACH)) {
            final AeronLinks first = bench.node(1);
            first.multicastData(LinkBench.frame(7, first.maxFrameBytes()), 0, first.maxFrameBytes());
            first.broadcastControl(LinkBench.frame(8, 100), 0, 100);
            assertThat(first.sendToken(new NodeId(2), LinkBench.frame(9, 70), 0, 70))
                    .isTrue();
            assertThat(first.sendToken(new NodeId(9), LinkBench.frame(9, 70), 0, 70))
                    .isFalse();
            bench.await(() -> bench.data.get(1).equals(List.of(7))
                    && bench.data.get(2).equals(List.of(7))
                    && bench.tokens.get(1).size() == 2
                    && bench.tokens.get(2).equals(List.of(8)));
            assertThat(bench.data.get(0)).isEmpty();
            assertThat(first.maxFrameBytes()).isEqualTo(1440);
            assertThat(first.counters().get(Counter.DATA_SENT)).isEqualTo(1);
            assertThat(first.counters().get(Counter.CONTROL_SENT)).isEqualTo(2);
            assertThat(bench.node(2).counters().dataFrames()).isEqualTo(1);
        }
    }

    /** If Aeron's driver is made of other parts one day, links still work, but cost twice as much. */
    @Test
    void shouldFindTheSenderAndTheReceiverOfTheDriver() {
        try (LinkBench bench = new LinkBench(2, 35411, WINDOW, EACH)) {
            assertThat(bench.node(1).session().driver().isApart()).isTrue();
        }
    }

    @Test
    void shouldReassembleALongCommitTokenAndRefuseALongDataFrame() {
        try (LinkBench bench = new LinkBench(2, 35412, WINDOW, EACH)) {
            final AeronLinks first = bench.node(1);
            first.sendToken(new NodeId(2), LinkBench.frame(5, 8_000), 0, 8_000);
            bench.await(() -> bench.tokens.get(1).equals(List.of(5)));
            assertThatThrownBy(() -> first.multicastData(LinkBench.frame(1, 1441), 0, 1441))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Streams leave side by side, one datagram each: without the queue the token would be second on the wire. */
    @Test
    void shouldNeverLetTheTokenOvertakeData() {
        try (LinkBench bench = new LinkBench(3, 35413, WINDOW, EACH)) {
            int next = 0;
            for (int visit = 0; visit < 50; visit++) {
                final int from = visit % 3 + 1;
                final int to = from % 3 + 1;
                for (int i = 0; i < 40; i++) {
                    bench.node(from).multicastData(LinkBench.frame(next++, 1400), 0, 1400);
                }
                bench.node(from).sendToken(new NodeId(to), LinkBench.frame(next, 70), 0, 70);
                final int expected = visit;
                bench.await(() -> bench.tokens.stream().mapToInt(List::size).sum() > expected);
                final List<String> received = bench.order.get(to - 1);
                assertThat(received.get(received.size() - 1)).isEqualTo("t" + next);
                assertThat(received.get(received.size() - 2)).isEqualTo("d" + (next - 1));
            }
        }
    }

    @Test
    void shouldKeepOrderWhenAeronRefuses() {
        try (LinkBench bench = new LinkBench(3, 35414, WINDOW, EACH)) {
            final AeronLinks first = bench.node(1);
            final int frames = 600;
            for (int i = 0; i < frames; i++) {
                first.multicastData(LinkBench.frame(i, 1400), 0, 1400);
            }
            first.sendToken(new NodeId(2), LinkBench.frame(frames, 70), 0, 70);
            assertThat(first.counters().get(Counter.REFUSED)).isPositive();
            bench.await(() -> !bench.tokens.get(1).isEmpty());
            final List<Integer> received = bench.data.get(1);
            assertThat(received).isEqualTo(received.stream().sorted().collect(Collectors.toList()));
            assertThat(bench.order.get(1).get(bench.order.get(1).size() - 1)).isEqualTo("t" + frames);
            assertThat(first.counters().get(Counter.DATA_SENT)
                            + first.counters().get(Counter.DROPPED_QUEUE_FULL))
                    .isEqualTo(frames);
        }
    }

    @Test
    void shouldLoseNothingWhenANodeStopsAndTheOthersKeepTheWindow() {
        try (LinkBench bench = new LinkBench(3, 35415, WINDOW, EACH)) {
            bench.isPaused[3] = true;
            for (int i = 0; i < 60; i++) {
                bench.node(1).multicastData(LinkBench.frame(i, 1400), 0, 1400);
                bench.turn();
            }
            bench.turnFor(600);
            bench.isPaused[3] = false;
            bench.await(() -> bench.data.get(2).size() == 60);
            assertThat(bench.data.get(2))
                    .isEqualTo(IntStream.range(0, 60).boxed().collect(Collectors.toList()));
        }
    }

    @Test
    void shouldJoinTheLivePositionAfterResubscribing() {
        try (LinkBench bench = new LinkBench(3, 35416, WINDOW, EACH)) {
            bench.isPaused[3] = true;
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
            int next = 0;
            while (System.nanoTime() - endNs < 0) {
                bench.node(1).multicastData(LinkBench.frame(next++, 1400), 0, 1400);
                bench.node(2).sendToken(new NodeId(3), LinkBench.frame(next, 70), 0, 70);
                bench.turn();
            }
            bench.isPaused[3] = false;
            final AeronLinks third = bench.node(3);
            final long beganNs = System.nanoTime();
            third.resubscribe();
            final long tookNs = System.nanoTime() - beganNs;
            bench.clear();
            final int live = next;
            final int[] sent = {next};
            bench.await(() -> {
                bench.node(1).multicastData(LinkBench.frame(sent[0]++, 1400), 0, 1400);
                return bench.data.get(2).stream().anyMatch(value -> value >= live);
            });
            final long joinedMs = (System.nanoTime() - beganNs) / 1_000_000;
            bench.await(() -> {
                bench.node(2).sendToken(new NodeId(3), LinkBench.frame(-1, 70), 0, 70);
                return bench.tokens.get(2).contains(-1);
            });
            // Without reading the socket first it is a second, Aeron's interval for asking again.
            assertThat(joinedMs).isLessThan(900);
            assertThat(third.counters().get(Counter.RESUBSCRIPTIONS)).isEqualTo(1);
            assertThat(tookNs).isLessThan(20_000_000);
        }
    }

    @Test
    void shouldRebuildWhenTheClientDies() {
        try (LinkBench bench = new LinkBench(3, 35417, WINDOW, EACH)) {
            final AeronLinks second = bench.node(2);
            second.session().client().close();
            bench.await(() -> second.counters().get(Counter.REBUILDS) == 1);
            bench.awaitConnected();
            second.multicastData(LinkBench.frame(3, 64), 0, 64);
            bench.node(1).sendToken(new NodeId(2), LinkBench.frame(4, 64), 0, 64);
            bench.await(
                    () -> bench.data.get(0).contains(3) && bench.tokens.get(1).contains(4));
        }
    }

    @Test
    void shouldWithstandGarbageAtThePort() throws Exception {
        try (LinkBench bench = new LinkBench(3, 35418, WINDOW, EACH);
                DatagramSocket socket = new DatagramSocket()) {
            final Random random = new Random(5405);
            final int session = 0;
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            int sent = 0;
            while (System.nanoTime() - endNs < 0) {
                final byte[] bytes = garbage(random, session);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.2"), 35418));
                if (sent++ % 50 == 0) {
                    bench.node(1).multicastData(LinkBench.frame(sent, 200), 0, 200);
                }
                bench.turn();
            }
            bench.data.get(1).clear();
            bench.await(() -> {
                bench.node(1).multicastData(LinkBench.frame(-7, 64), 0, 64);
                return bench.data.get(1).contains(-7);
            });
            assertThat(bench.node(2).counters().get(Counter.MALFORMED_DATAGRAMS))
                    .isPositive();
            assertThat(bench.node(2).counters().get(Counter.REBUILDS)).isZero();
            assertThat(bench.node(2).counters().get(Counter.AERON_ERRORS)).isZero();
        }
    }

    /** Random bytes, or the header of a frame as Aeron sends it, spoiled in one place or cut short. */
    private static byte[] garbage(final Random random, final int session) {
        final byte[] bytes = new byte[random.nextInt(400)];
        random.nextBytes(bytes);
        if (random.nextBoolean() && bytes.length >= 40) {
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            buffer.putInt(0, random.nextInt(4) == 0 ? random.nextInt() : bytes.length);
            buffer.putByte(4, (byte) 0);
            buffer.putByte(5, (byte) 0xC0);
            buffer.putShort(6, (short) random.nextInt(7));
            buffer.putInt(8, random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(64) * 32);
            buffer.putInt(12, session);
            buffer.putInt(16, 1 + random.nextInt(3));
        }
        return bytes;
    }

    @Test
    void shouldWithstandSpoiledCopiesOfRealFrames() throws Exception {
        try (LinkBench bench = new LinkBench(2, 35419, WINDOW, EACH);
                DatagramSocket socket = new DatagramSocket()) {
            final Random random = new Random(1995);
            final int session = bench.node(1).session().data().sessionId();
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (System.nanoTime() - endNs < 0) {
                final byte[] bytes = garbage(random, session);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.2"), 35419));
                bench.turn();
            }
            bench.node(2).resubscribe();
            bench.await(() -> {
                bench.node(1).multicastData(LinkBench.frame(-7, 64), 0, 64);
                return bench.data.get(1).contains(-7);
            });
            assertThat(bench.node(2).counters().get(Counter.REBUILDS)).isZero();
        }
    }

    @Test
    void shouldUseTheTemporaryDirectoryWhenSharedMemoryIsSmall() {
        try (AeronLinks links = LinkBench.alone(35420, Optional.empty(), directory -> 8L * 1024 * 1024)) {
            assertThat(links.session().directory()).startsWithRaw(Path.of(System.getProperty("java.io.tmpdir")));
        }
    }

    @Test
    void shouldRemoveTheDirectoriesOfKilledNodesAndItsOwn(@TempDir final Path parent) throws Exception {
        final Process dead = new ProcessBuilder("true").start();
        assertThat(dead.waitFor(5, TimeUnit.SECONDS)).isTrue();
        final DriverDirectory directories = new DriverDirectory(DriverDirectory::usableBytes);
        final Path leftover = parent.resolve(directories.nameFor(new NodeId(1), dead.pid()));
        final Path alive = parent.resolve(directories.nameFor(
                new NodeId(1), ProcessHandle.current().parent().orElseThrow().pid()));
        final Path stranger = parent.resolve("totemic-other");
        Files.createDirectories(leftover);
        Files.createDirectories(alive);
        Files.createDirectories(stranger);
        final Path own;
        try (AeronLinks links = LinkBench.alone(35421, Optional.of(parent), DriverDirectory::usableBytes)) {
            own = links.session().directory();
            assertThat(own).exists().hasParentRaw(parent);
            assertThat(leftover).doesNotExist();
        }
        assertThat(own).doesNotExist();
        assertThat(alive).exists();
        assertThat(stranger).exists();
    }

    @Test
    void shouldSayWhichPortIsTaken() throws Exception {
        try (DatagramSocket other =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 35422))) {
            assertThat(other.isBound()).isTrue();
            assertThatThrownBy(() -> LinkBench.alone(35422, Optional.empty(), DriverDirectory::usableBytes))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("127.0.0.1:35422");
        }
        try (AeronLinks first = LinkBench.alone(35422, Optional.empty(), DriverDirectory::usableBytes)) {
            assertThat(first.session()).isNotNull();
            assertThatThrownBy(() -> LinkBench.alone(35422, Optional.empty(), DriverDirectory::usableBytes))
                    .isInstanceOf(PortTakenException.class);
        }
    }

    /** Without the probe, to know that Aeron finds it too: between probe and bind another process may come. */
    @Test
    void shouldReportABindFailureOfAeronItself(@TempDir final Path parent) throws Exception {
        try (DatagramSocket other =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 35423))) {
            assertThat(other.isBound()).isTrue();
            final LinkCounters counters = new LinkCounters();
            assertThatThrownBy(() -> AeronSession.open(
                            LinkBench.settings(1, 2, 35423, WINDOW, EACH, Optional.of(parent)),
                            SegmentationOffload.NONE,
                            counters,
                            new LinkErrorLog(counters),
                            new SocketWatch(),
                            parent.resolve("driver")))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("127.0.0.1:35423");
        }
    }

    @Test
    void shouldSleepUntilAFrameComesOrAnotherThreadWakesIt() {
        try (LinkBench bench = new LinkBench(2, 35430, WINDOW, EACH)) {
            final AeronLinks second = bench.node(2);
            bench.turnFor(100);
            bench.node(1).sendToken(new NodeId(2), LinkBench.frame(3, 70), 0, 70);
            bench.node(1).drive();
            final long beganNs = System.nanoTime();
            assertThat(second.sleep(TimeUnit.SECONDS.toNanos(20))).isTrue();
            bench.await(() -> bench.tokens.get(1).equals(List.of(3)));

            second.wake();
            assertThat(second.sleep(TimeUnit.SECONDS.toNanos(20))).isTrue();
            assertThat(System.nanoTime() - beganNs).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
    }

    /** What receivers report opens the window; a node that has just slept looks only where the watch has seen something. */
    @Test
    void shouldReadWhatReceiversReportThoughItSleepsAllTheTime() {
        try (LinkBench bench = new LinkBench(2, 35432, WINDOW, EACH)) {
            final int frames = 6 * WINDOW / 1000;
            for (int i = 0; i < frames; i++) {
                bench.node(1).multicastData(LinkBench.frame(i, 1000), 0, 1000);
                bench.turn();
                assertThat(bench.node(1).sleep(TimeUnit.MILLISECONDS.toNanos(1)))
                        .as("nothing is refused, frame %d", i)
                        .isTrue();
            }
            bench.await(() -> bench.data.get(1).size() == frames);
        }
    }

    @Test
    void shouldCarryDataByMulticast() {
        try (LinkBench bench = new LinkBench(3, 35424, WINDOW, new Multicast("239.20.90.1", 35425))) {
            for (int i = 0; i < 100; i++) {
                bench.node(1).multicastData(LinkBench.frame(i, 1000), 0, 1000);
                bench.turn();
            }
            bench.await(
                    () -> bench.data.get(1).size() == 100 && bench.data.get(2).size() == 100);
            assertThat(bench.data.get(0)).as("own frames").isEmpty();
        }
    }

    @Test
    void shouldRefuseSettingsThatAeronWouldMisread() {
        assertThatThrownBy(() ->
                        LinkBench.settings(1, 2, 35426, WINDOW, new Multicast("239.20.90.2", 1), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("odd");
        assertThatThrownBy(() -> LinkBench.settings(5, 2, 35426, WINDOW, EACH, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        final AeronLinkSettings settings = LinkBench.settings(1, 2, 35426, 300_000, EACH, Optional.empty());
        assertThat(settings.receiveWindowBytes()).isEqualTo(524_288);
        assertThat(settings.dataTermBytes(settings.aeronMtuBytes())).isEqualTo(1_048_576);
        assertThat(settings.aeronMtuBytes()).isEqualTo(1472);
    }

    /** Each peer has two such logs, of three terms, mapped twice. */
    @Test
    void shouldHaveTheLeastLogsForTokensThatHoldTheLongest() {
        final AeronLinkSettings two = LinkBench.settings(1, 2, 35428, WINDOW, EACH, Optional.empty());
        final TreeMap<NodeId, String> addresses = new TreeMap<>();
        for (int node = 1; node <= 384; node++) {
            addresses.put(new NodeId(node), "127.0.0." + node % 250);
        }
        final AeronLinkSettings most =
                new AeronLinkSettings(new NodeId(1), addresses, 35428, 29_620, 1 << 20, EACH, Optional.empty());

        assertThat(two.smallTermBytes()).isEqualTo(64 * 1024);
        assertThat(most.smallTermBytes()).isEqualTo(128 * 1024);
        assertThat(most.smallMtuBytes()).isEqualTo(8 * 1024);
    }
}
