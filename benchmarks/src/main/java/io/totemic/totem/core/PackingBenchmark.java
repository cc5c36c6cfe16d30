/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.RegularMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Messages of 64 bytes into frames and out again; figures are those of one message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PackingBenchmark {

    static final int MESSAGES = 256;

    private static final int MESSAGE_BYTES = 64;
    private static final int PAYLOAD_BYTES = 1392;
    private static final NodeId SENDER = NodeId.of(2);
    private static final RingId RING = new RingId(NodeId.of(1), 8);

    private final OutgoingMessage message = new OutgoingMessage(ServiceId.CPG, new byte[MESSAGE_BYTES]);
    private final SendQueue queue = new SendQueue(PAYLOAD_BYTES);
    private final PacketReader reader = new PacketReader();
    private final List<DeliveredMessage> delivered = new ArrayList<>(MESSAGES);
    private final List<RegularMessage> frames = new ArrayList<>();

    /** Packs the frames that are read. */
    @Setup
    public void packFrames() {
        queue.onInstall();
        queue.unblockApplication();
        reader.reset(NodeSet.of(NodeId.of(1), SENDER, NodeId.of(3)));
        for (int i = 0; i < MESSAGES; i++) {
            queue.add(message);
        }
        int seq = 0;
        for (Packet packet = queue.nextPacket(); packet != null; packet = queue.nextPacket()) {
            frames.add(new RegularMessage(SENDER, ++seq, 0, RING, false, false, packet.payload()));
        }
        if (read() != MESSAGES) {
            throw new IllegalStateException("the reader does not find what was packed");
        }
    }

    /** Packs them as a token visit does. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long pack() {
        for (int i = 0; i < MESSAGES; i++) {
            queue.add(message);
        }
        long bytes = 0;
        for (Packet packet = queue.nextPacket(); packet != null; packet = queue.nextPacket()) {
            bytes += packet.payload().length;
        }
        return bytes + queue.takeReturnableBytes();
    }

    /** Reads them, as they are delivered. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int read() {
        delivered.clear();
        for (final RegularMessage frame : frames) {
            reader.read(frame, delivered);
        }
        return delivered.size();
    }
}
