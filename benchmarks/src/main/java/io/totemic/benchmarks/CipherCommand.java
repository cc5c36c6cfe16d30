/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import com.sun.management.ThreadMXBean;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameStreams;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import io.totemic.protocol.crypto.EncryptedFrames;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it costs to seal an envelope and to open it, for each suite and model, without a network. */
@Command(
        name = "cipher",
        mixinStandardHelpOptions = true,
        description = "Seals frames and opens them again, on one thread; medians of several rounds.")
final class CipherCommand implements Callable<Integer> {

    private static final int SENDER = 1;
    private static final int RECEIVER = 2;
    private static final long EPOCH = 42;
    private static final long CLUSTER = 7;
    private static final double NS_PER_US = 1e3;
    private static final double NS_PER_MS = 1e6;
    private static final int FRAMES_PER_LOOK_AT_THE_CLOCK = 16;

    @Option(
            names = "--bytes",
            split = ",",
            defaultValue = "64,256,1024,1392,4096,16384,65536",
            description = "Bytes of a frame; by default ${DEFAULT-VALUE}.")
    private List<Integer> sizes;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds; by default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--millis", defaultValue = "200", description = "Length of a round; by default ${DEFAULT-VALUE}.")
    private int millis;

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long number;

    private record Figures(double nsPerFrame, double allocatedBytesPerFrame) {}

    @Override
    public Integer call() {
        final Report report = new Report(String.format(
                Locale.ROOT, "Sealing and opening, one thread, medians of %d rounds of %d ms", rounds, millis));
        for (final int size : sizes) {
            report(report, "in the clear, with a checksum", size, clear(size), clear(size));
            for (final CipherSuite suite : CipherSuite.values()) {
                for (final CryptoModel model : CryptoModel.values()) {
                    report(
                            report,
                            suite.title() + ", " + model.name().toLowerCase(Locale.ROOT),
                            size,
                            encrypted(SENDER, suite, model, size),
                            encrypted(RECEIVER, suite, model, size));
                }
            }
        }
        return report.end();
    }

    private void report(
            final Report report,
            final String what,
            final int frameBytes,
            final EnvelopeCodec sender,
            final EnvelopeCodec receiver) {
        // Compiles both sides.
        measure(sender, receiver, frameBytes);
        measure(sender, receiver, frameBytes);
        final Figures[] figures = new Figures[rounds];
        for (int round = 0; round < rounds; round++) {
            figures[round] = measure(sender, receiver, frameBytes);
        }
        final double ns = Arrays.stream(figures)
                .mapToDouble(Figures::nsPerFrame)
                .sorted()
                .skip((rounds - 1) / 2)
                .findFirst()
                .orElseThrow();
        report.row(
                "%6d bytes  %-38s %9.2f us a frame both ways, %7.0f MB/s, %6.0f bytes allocated",
                frameBytes,
                what,
                ns / NS_PER_US,
                frameBytes * NS_PER_US / ns,
                figures[rounds - 1].allocatedBytesPerFrame());
    }

    private Figures measure(final EnvelopeCodec sender, final EnvelopeCodec receiver, final int frameBytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EnvelopeCodec.OVERHEAD + frameBytes]);
        final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
        final long allocatedBefore = thread.getCurrentThreadAllocatedBytes();
        final long beganNs = System.nanoTime();
        long frames = 0;
        long nowNs = beganNs;
        while (nowNs - beganNs < millis * NS_PER_MS) {
            for (int i = 0; i < FRAMES_PER_LOOK_AT_THE_CLOCK; i++) {
                final long counter = FrameStreams.counter(FrameStreams.DATA, number++);
                final int length = sender.seal(buffer, 0, frameBytes, SENDER, EPOCH, counter, EnvelopeCodec.EVERYBODY);
                if (receiver.open(buffer, 0, length, frame) != null) {
                    throw new BenchFailure("a frame does not open");
                }
            }
            frames += FRAMES_PER_LOOK_AT_THE_CLOCK;
            nowNs = System.nanoTime();
        }
        final double allocated = thread.getCurrentThreadAllocatedBytes() - allocatedBefore;
        return new Figures((double) (nowNs - beganNs) / frames, allocated / frames);
    }

    private static EnvelopeCodec clear(final int frameBytes) {
        return new EnvelopeCodec(CLUSTER, EnvelopeCodec.OVERHEAD + frameBytes);
    }

    private static EnvelopeCodec encrypted(
            final int self, final CipherSuite suite, final CryptoModel model, final int frameBytes) {
        final int maxLength = EnvelopeCodec.OVERHEAD + frameBytes;
        return new EnvelopeCodec(
                CLUSTER,
                maxLength,
                new EncryptedFrames(
                        self, new ClusterKey(new byte[ClusterKey.SECRET_MIN_BYTES]), suite, model, maxLength));
    }
}
