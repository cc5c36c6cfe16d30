/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.ByteGroup;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.group.SendOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends messages with consecutive numbers, at a rate or as fast as they are delivered. Waits while two mebibytes of its own are
 * not delivered here, so that none is refused for want of credit.
 */
final class SequenceWriter {

    /** Tells this life of the process from the one before a kill. */
    static final long LIFE = System.currentTimeMillis();

    /** Life, number, and when the message was due by {@code System.nanoTime()}. */
    static final int HEADER_BYTES = 3 * Long.BYTES;

    /** The life of messages that stand alone. */
    static final long ONE_LIFE = -1;

    /** The life of messages that nobody looks at. */
    static final long FLOOD_LIFE = -2;

    /** As a rate: as many as are delivered. */
    static final int SATURATING = 0;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LOOK_NS = 50_000;
    private static final long OUTSTANDING_BYTES = 2L * 1024 * 1024;

    private static long submitted;

    private final ByteGroup group;
    private final AtomicLong ownDelivered;
    private final long intervalNs;
    private final int bytes;
    private final Guarantee guarantee;
    private final long outstandingLimit;
    private final Thread thread = new Thread(this::run, "writer");
    private volatile boolean isEnding;

    /**
     * Of messages of {@code bytes}, at {@code rate} a second or {@link #SATURATING}.
     *
     * @param ownDelivered messages of this life that were delivered here
     */
    SequenceWriter(
            final ByteGroup group,
            final AtomicLong ownDelivered,
            final int rate,
            final int bytes,
            final Guarantee guarantee) {
        this.guarantee = guarantee;
        this.group = group;
        this.ownDelivered = ownDelivered;
        this.intervalNs = rate == SATURATING ? 0 : SECOND_NS / rate;
        this.bytes = Math.max(bytes, HEADER_BYTES);
        this.outstandingLimit = Math.max(1, OUTSTANDING_BYTES / this.bytes);
    }

    /** Sends one message whose delivery each recorder tells its parent: its life is negative. */
    static void sendOne(final ByteGroup group, final int bytes) {
        final byte[] payload = ByteBuffer.allocate(Math.max(bytes, HEADER_BYTES))
                .putLong(ONE_LIFE)
                .putLong(0)
                .putLong(System.nanoTime())
                .array();
        group.multicast(payload).whenComplete((result, failure) -> {
            if (!result.isAccepted()) {
                MemberCommand.tell("WRITER-FAILED one " + result);
            }
        });
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends no more; answers the number of the last message that was sent in this life. */
    long end() throws InterruptedException {
        isEnding = true;
        thread.join();
        return submitted;
    }

    private void run() {
        long dueNs = System.nanoTime();
        while (!isEnding) {
            final long nowNs = System.nanoTime();
            if (dueNs - nowNs > 0) {
                LockSupport.parkNanos(dueNs - nowNs);
            } else if (submitted - ownDelivered.get() >= outstandingLimit) {
                LockSupport.parkNanos(LOOK_NS);
            } else {
                // A pause of the ring is made up for by a second's messages at most: it is no reason to flood it.
                dueNs = intervalNs == 0 ? nowNs : Math.max(dueNs, nowNs - SECOND_NS);
                submitted++;
                send(submitted, dueNs);
                dueNs += intervalNs;
            }
        }
    }

    private void send(final long number, final long dueNs) {
        final byte[] payload = ByteBuffer.allocate(bytes)
                .putLong(LIFE)
                .putLong(number)
                .putLong(dueNs)
                .array();
        group.multicast(payload, SendOptions.of(guarantee)).whenComplete((result, failure) -> {
            if (!result.isAccepted()) {
                MemberCommand.tell("WRITER-FAILED " + number + " " + result);
            }
        });
    }
}
