/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.FrameSanity;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TotemMessage;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Frames into bytes, and bytes into frames, their sanity looked at first. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

    private static final NodeId SENDER = NodeId.of(2);
    private static final RingId RING = new RingId(NodeId.of(1), 8);
    private static final int PAYLOAD_BYTES = 1392;
    private static final int BUFFER_BYTES = 2048;

    private final RegularMessage message =
            new RegularMessage(SENDER, 7, 5, RING, false, false, new byte[PAYLOAD_BYTES]);
    private final OrfToken token = OrfToken.draft(SENDER, RING)
            .seq(40)
            .tokenSeq(9)
            .aru(38, 3)
            .fccMessages(17)
            .backlogMessages(6)
            .build();
    private final UnsafeBuffer messageBytes = new UnsafeBuffer(new byte[BUFFER_BYTES]);
    private final UnsafeBuffer tokenBytes = new UnsafeBuffer(new byte[BUFFER_BYTES]);
    private final UnsafeBuffer written = new UnsafeBuffer(new byte[BUFFER_BYTES]);
    private int messageLength;
    private int tokenLength;

    /** Writes what is read. */
    @Setup
    public void encode() {
        messageLength = FrameCodec.encode(message, messageBytes, 0);
        tokenLength = FrameCodec.encode(token, tokenBytes, 0);
    }

    @Benchmark
    public int encodeMessage() {
        return FrameCodec.encode(message, written, 0);
    }

    @Benchmark
    public TotemMessage decodeMessage() {
        return decode(messageBytes, messageLength);
    }

    @Benchmark
    public int encodeToken() {
        return FrameCodec.encode(token, written, 0);
    }

    @Benchmark
    public TotemMessage decodeToken() {
        return decode(tokenBytes, tokenLength);
    }

    private static TotemMessage decode(final UnsafeBuffer bytes, final int length) {
        final FrameFault fault = FrameSanity.check(bytes, 0, length);
        if (fault != null) {
            throw new IllegalStateException("our own frame is not sane: " + fault);
        }
        return FrameCodec.decode(bytes, 0, length);
    }
}
