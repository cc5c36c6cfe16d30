/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * When messages were delivered, and how long after they were due to be sent. All processes of a machine read the same monotonic
 * clock, so times of two of them may be subtracted.
 *
 * <p>Not thread-safe.
 */
final class DeliveryMeter {

    /** Deliveries are counted for each time as long as this, in ns. */
    static final long SLICE_NS = 5_000_000L;

    private static final long LONGEST_NS = 600_000_000_000L;
    private static final int DIGITS = 3;
    private static final int LONGEST_ENCODED_BYTES = 1 << 20;

    private final Histogram latencies = new Histogram(LONGEST_NS, DIGITS);
    private final long beganNs;
    private int[] slices = new int[1024];
    private int sliceCount;

    /** Of what is delivered from {@code beganNs} on, by {@code System.nanoTime()}. */
    DeliveryMeter(final long beganNs) {
        this.beganNs = beganNs;
    }

    void onDelivered(final long dueNs, final long nowNs) {
        latencies.recordValue(Math.max(0, Math.min(nowNs - dueNs, LONGEST_NS)));
        final int slice = (int) Math.max(0, (nowNs - beganNs) / SLICE_NS);
        if (slice >= slices.length) {
            slices = Arrays.copyOf(slices, Math.max(slice + 1, 2 * slices.length));
        }
        slices[slice]++;
        sliceCount = Math.max(sliceCount, slice + 1);
    }

    /** The latencies as one word. */
    String latenciesAsWord() {
        final ByteBuffer buffer = ByteBuffer.allocate(LONGEST_ENCODED_BYTES);
        final int length = latencies.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /** The reverse of {@link #latenciesAsWord()}. */
    static Histogram latenciesOf(final String word) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(word)), LONGEST_NS);
        } catch (final java.util.zip.DataFormatException unreadable) {
            throw new BenchFailure("a node said latencies that cannot be read", unreadable);
        }
    }

    /** Messages delivered in each {@link #SLICE_NS} since the beginning, as one word. */
    String slicesAsWord() {
        return beganNs + ":"
                + Arrays.stream(slices, 0, sliceCount)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
    }
}
