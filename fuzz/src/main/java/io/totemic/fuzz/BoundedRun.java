/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Gives inputs to a target and holds it to its bounds. Time is that of the processor, so a busy machine breaks no bound; an input that
 * breaks one is tried again, since what the JVM loads and makes at the first calls costs both. One thread at a time.
 */
public final class BoundedRun {

    /** Most processor time that one input may take. */
    public static final long TIME_BOUND_NS = TimeUnit.SECONDS.toNanos(1);

    private static final int TIME_ATTEMPTS = 2;
    private static final int ATTEMPTS = 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final FuzzTarget target;
    private long mostBytes;
    private int mostBytesInput;
    private long mostNs;

    /** Of one target. */
    public BoundedRun(final FuzzTarget target) {
        this.target = target;
    }

    /**
     * Decodes one input.
     *
     * @return whether the decoder took it
     * @throws BoundBrokenException if it took too long or allocated too much, each time
     * @throws Exception what the target throws
     */
    public boolean decode(final byte[] input) throws Exception {
        final long boundBytes = target.bound().of(input.length);
        long leastNs = Long.MAX_VALUE;
        long leastBytes = Long.MAX_VALUE;
        boolean isTaken = false;
        for (int attempt = 0; isToBeTried(attempt, leastNs, leastBytes, boundBytes); attempt++) {
            final long beforeNs = threads.getCurrentThreadCpuTime();
            final long beforeBytes = threads.getCurrentThreadAllocatedBytes();
            isTaken = target.decode(input);
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - beforeBytes);
            leastNs = Math.min(leastNs, threads.getCurrentThreadCpuTime() - beforeNs);
        }
        note(input.length, leastNs, leastBytes);
        if (leastBytes > boundBytes) {
            throw new BoundBrokenException("an input of " + input.length + " bytes made the decoder allocate "
                    + leastBytes + " bytes, must be at most " + boundBytes);
        }
        if (leastNs > TIME_BOUND_NS) {
            throw new BoundBrokenException("an input of " + input.length + " bytes took "
                    + TimeUnit.NANOSECONDS.toMillis(leastNs) + " ms, must take at most "
                    + TimeUnit.NANOSECONDS.toMillis(TIME_BOUND_NS));
        }
        return isTaken;
    }

    private static boolean isToBeTried(
            final int attempt, final long leastNs, final long leastBytes, final long boundBytes) {
        return (leastNs > TIME_BOUND_NS && attempt < TIME_ATTEMPTS) || (leastBytes > boundBytes && attempt < ATTEMPTS);
    }

    private void note(final int inputBytes, final long ns, final long bytes) {
        mostNs = Math.max(mostNs, ns);
        if (bytes > mostBytes) {
            mostBytes = bytes;
            mostBytesInput = inputBytes;
        }
    }

    /** The most that was seen, for people. */
    public String worst() {
        return String.format(
                "most allocated %d bytes (for %d), longest %d us",
                mostBytes, mostBytesInput, TimeUnit.NANOSECONDS.toMicros(mostNs));
    }
}
