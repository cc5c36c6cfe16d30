/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.Group;
import io.totemic.cpg.SendResult;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends numbered messages at a steady rate, one after the other; what is refused is sent again. Several writers of one process
 * go on with the numbers of the one before.
 */
final class SequenceWriter {

    /** Tells this life of the process from the one before a kill. */
    static final long LIFE = System.currentTimeMillis();

    static final int HEADER_BYTES = 2 * Long.BYTES;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long RETRY_NS = 500_000;

    private static long accepted;

    private final Group group;
    private final long intervalNs;
    private final int bytes;
    private final Thread thread = new Thread(this::run, "writer");
    private volatile boolean isEnding;

    /** Of messages of {@code bytes}, at {@code rate} a second. */
    SequenceWriter(final Group group, final int rate, final int bytes) {
        this.group = group;
        this.intervalNs = SECOND_NS / rate;
        this.bytes = Math.max(bytes, HEADER_BYTES);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends no more; answers the number of the last message that was accepted in this life. */
    long end() throws InterruptedException {
        isEnding = true;
        thread.join();
        return accepted;
    }

    private void run() {
        long dueNs = System.nanoTime();
        try {
            while (!isEnding) {
                final long earlyNs = dueNs - System.nanoTime();
                if (earlyNs > 0) {
                    LockSupport.parkNanos(earlyNs);
                    continue;
                }
                // Not made up for: a pause of the ring is no reason to flood it.
                dueNs = Math.max(dueNs + intervalNs, dueNs + intervalNs - earlyNs - SECOND_NS);
                send(accepted + 1);
                accepted++;
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException failed) {
            MemberCommand.tell("WRITER-FAILED " + failed.getMessage());
        }
    }

    private void send(final long number) throws InterruptedException, ExecutionException {
        final byte[] payload =
                ByteBuffer.allocate(bytes).putLong(LIFE).putLong(number).array();
        while (true) {
            final SendResult result =
                    group.multicast(payload).toCompletableFuture().get();
            if (result == SendResult.ACCEPTED) {
                return;
            }
            if (result != SendResult.TRY_AGAIN) {
                throw new BenchFailure("message " + number + " was not taken: " + result);
            }
            LockSupport.parkNanos(RETRY_NS);
        }
    }
}
