/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.totemic.totem.link.LinkCounters.Counter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Data in segments, between sockets of the loopback interface. */
final class SegmentationOffloadTest {

    private static final int SEGMENT = 1472;
    private static final int NETMTU = 29_620;
    private static final int WINDOW = 2_000_000;
    private static final int FRAMES = 400;
    private static final int OUTSTANDING = 4;

    @Test
    void shouldCarryManySegmentsInOneCall() {
        assumeThat(SegmentationOffload.of(SEGMENT).isOn())
                .as("kernel and JVM can")
                .isTrue();

        final long datagrams = carry(35431, id -> SegmentationOffload.of(SEGMENT));

        // Each frame has eleven segments on average.
        assertThat(datagrams).isBetween(FRAMES / 4L, 2L * FRAMES);
    }

    @Test
    void shouldCarryThemToNodesThatTakeEachSegmentByItself() {
        assumeThat(SegmentationOffload.of(SEGMENT).isOn())
                .as("kernel and JVM can")
                .isTrue();

        final long datagrams = carry(35432, id -> id == 1 ? SegmentationOffload.of(SEGMENT) : SegmentationOffload.NONE);

        assertThat(datagrams).isGreaterThan(8L * FRAMES);
    }

    @Test
    void shouldCarryWholeFramesToNodesThatJoinSegments() {
        carry(35433, id -> id == 1 ? SegmentationOffload.NONE : SegmentationOffload.of(SEGMENT));
    }

    /** As where the way to a peer carries less than the link: IP cuts then. */
    @Test
    void shouldGoOnWhereTheKernelRefusesSegments() {
        assumeThat(SegmentationOffload.of(SEGMENT).isOn())
                .as("kernel and JVM can")
                .isTrue();
        // No kernel takes more than 128.
        carry(35434, id -> SegmentationOffload.of(96, 600));
    }

    private static LinkBench bench(final int port, final IntFunction<SegmentationOffload> offload) {
        return new LinkBench(3, port, WINDOW, NETMTU, new DataDestination.MultiDestination(), offload);
    }

    private static long carry(final int port, final IntFunction<SegmentationOffload> offload) {
        try (LinkBench bench = bench(port, offload)) {
            return check(bench);
        }
    }

    /** Sends frames of all lengths from node 1 to the others; answers the datagrams that node 2 has read. */
    private static long check(final LinkBench bench) {
        final Random random = new Random(1);
        final List<byte[]> sent = new ArrayList<>();
        final List<List<byte[]>> received = List.of(new ArrayList<>(), new ArrayList<>());
        final long before = bench.node(2).counters().get(Counter.DATAGRAMS_RECEIVED);
        for (int i = 0; i < FRAMES; i++) {
            final byte[] frame = new byte[i % 10 == 0 ? bench.node(1).maxFrameBytes() : 1 + random.nextInt(NETMTU)];
            random.nextBytes(frame);
            final int length = Math.min(frame.length, bench.node(1).maxFrameBytes());
            sent.add(Arrays.copyOf(frame, length));
            bench.node(1).multicastData(new UnsafeBuffer(frame), 0, length);
            // No more than a socket holds: nobody sends again here what it drops.
            await(bench, received, sent.size() - OUTSTANDING);
        }
        await(bench, received, FRAMES);
        for (final List<byte[]> frames : received) {
            assertThat(frames).usingElementComparator(Arrays::compare).isEqualTo(sent);
        }
        for (int id = 2; id <= 3; id++) {
            assertThat(bench.node(id).counters().get(Counter.MALFORMED_DATAGRAMS))
                    .isZero();
            assertThat(bench.node(id).counters().get(Counter.INCOMPLETE_FRAMES)).isZero();
        }
        return bench.node(2).counters().get(Counter.DATAGRAMS_RECEIVED) - before;
    }

    private static void await(final LinkBench bench, final List<List<byte[]>> received, final int frames) {
        final long limitNs = System.nanoTime() + 15_000_000_000L;
        do {
            assertThat(System.nanoTime() - limitNs).as("deadline").isNegative();
            poll(bench, received);
        } while (received.stream().anyMatch(each -> each.size() < frames));
    }

    private static void poll(final LinkBench bench, final List<List<byte[]>> received) {
        bench.node(1).drive();
        for (int id = 2; id <= 3; id++) {
            final List<byte[]> frames = received.get(id - 2);
            bench.node(id).drive();
            bench.node(id)
                    .pollData(
                            (buffer, offset, length) -> {
                                final byte[] frame = new byte[length];
                                buffer.getBytes(offset, frame);
                                return frames.add(frame);
                            },
                            64);
        }
    }
}
