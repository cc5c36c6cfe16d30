/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.RegularMessage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Frames into the sort queue and out again, 50 behind, with one in ten overtaken; figures are those of one frame, with its share of a new queue. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SortQueueBenchmark {

    static final int FRAMES = 4_000;

    private static final int BEHIND = 50;
    private static final int OVERTAKEN = 10;

    private final RegularMessage[] frames = new RegularMessage[FRAMES];

    /** Makes the frames, in the order in which they arrive. */
    @Setup
    public void makeFrames() {
        final RingId ring = new RingId(NodeId.of(1), 8);
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = new RegularMessage(NodeId.of(2), i + 1, 0, ring, false, false, new byte[1]);
        }
        for (int i = 0; i + 1 < FRAMES; i += OVERTAKEN) {
            final RegularMessage overtaken = frames[i];
            frames[i] = frames[i + 1];
            frames[i + 1] = overtaken;
        }
    }

    /** Stores all, and frees what is 50 behind aru. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int putAndRelease() {
        final SortQueue queue = new SortQueue(0);
        for (final RegularMessage frame : frames) {
            queue.put(frame);
            if (queue.aru() - queue.released() >= 2 * BEHIND) {
                queue.releaseUpTo(queue.aru() - BEHIND);
            }
        }
        if (queue.aru() != FRAMES) {
            throw new IllegalStateException("the queue has a hole at " + queue.aru());
        }
        return queue.span();
    }
}
