/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.FrameStreams;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import io.totemic.protocol.crypto.EncryptedFrames;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Envelopes around frames of 1392 bytes. What is opened must have been sealed, so opening is measured together with sealing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeBenchmark {

    /** Whether there is a cipher: the JDK's AES-256-GCM. */
    public enum Protection {
        CLEAR,
        AES256
    }

    private static final int SENDER = 1;
    private static final int RECEIVER = 2;
    private static final int FRAME_BYTES = 1392;
    private static final int LONGEST_BYTES = FRAME_BYTES + EnvelopeCodec.OVERHEAD;
    private static final long EPOCH = 77;

    @Param({"CLEAR", "AES256"})
    public Protection protection;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LONGEST_BYTES]);
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private EnvelopeCodec sender;
    private EnvelopeCodec receiver;
    private long number;

    /** Makes both sides, and looks whether they understand each other. */
    @Setup
    public void makeCodecs() {
        sender = codec(SENDER);
        receiver = codec(RECEIVER);
        if (sealAndOpen() != null) {
            throw new IllegalStateException("an envelope does not open");
        }
    }

    private EnvelopeCodec codec(final int self) {
        final long cluster = EnvelopeCodec.clusterId("micro");
        return protection == Protection.CLEAR
                ? new EnvelopeCodec(cluster, LONGEST_BYTES)
                : new EnvelopeCodec(
                        cluster,
                        LONGEST_BYTES,
                        new EncryptedFrames(
                                self,
                                new ClusterKey(new byte[ClusterKey.SECRET_MIN_BYTES]),
                                CipherSuite.AES_256_GCM,
                                CryptoModel.JDK,
                                LONGEST_BYTES));
    }

    @Benchmark
    public int seal() {
        return sender.seal(
                buffer,
                0,
                FRAME_BYTES,
                SENDER,
                EPOCH,
                FrameStreams.counter(FrameStreams.DATA, number++),
                EnvelopeCodec.EVERYBODY);
    }

    /** The fault, which is null. */
    @Benchmark
    public FrameFault sealAndOpen() {
        return receiver.open(buffer, 0, seal(), frame);
    }
}
