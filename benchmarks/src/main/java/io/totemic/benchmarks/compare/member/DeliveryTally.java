/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Counts what is delivered in one run, hashes its order, and times the probes of this node.
 *
 * <p>Deliveries come from one thread at a time, each seeing what the one before did; all else may be asked from any thread.
 */
final class DeliveryTally {

    private static final int NODES = 64;
    private static final long HASH_FACTOR = 1_000_003;
    private static final int HASH_NODE_SHIFT = 48;
    private static final long LONGEST_NS = 600_000_000_000L;
    private static final int DIGITS = 3;
    private static final long NOTHING = Long.MAX_VALUE;

    private final int run;
    private final int self;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong own = new AtomicLong();
    private final Semaphore probes = new Semaphore(0);
    private final Histogram fromSent = new Histogram(LONGEST_NS, DIGITS);
    private final Histogram fromDue = new Histogram(LONGEST_NS, DIGITS);
    private final long[] lastNumbers = new long[NODES];
    private volatile Thread waiting;
    private volatile long awaited = NOTHING;
    private long hash;
    private long gaps;

    /** Of one run, at node {@code self}. */
    DeliveryTally(final int run, final int self) {
        this.run = run;
        this.self = self;
    }

    /** Takes a message in; one of another run is late, and ignored. */
    void onDelivered(final byte[] message, final int offset) {
        final MessageHeader header = MessageHeader.of(message, offset);
        if (header.run() != run || header.node() < 0 || header.node() >= NODES) {
            return;
        }
        hash = hash * HASH_FACTOR + (((long) header.node() << HASH_NODE_SHIFT) ^ header.number());
        if (header.number() != lastNumbers[header.node()] + 1) {
            gaps++;
        }
        lastNumbers[header.node()] = header.number();
        if (header.node() == self) {
            if (header.dueNs() != 0) {
                onProbe(header);
            }
            // A sender that begins to wait sees this, or is seen here.
            own.set(header.number());
            if (header.number() >= awaited) {
                // Only the sender writes what it awaits: it may be awaiting the next one by now.
                LockSupport.unpark(waiting);
            }
        }
        count.lazySet(count.get() + 1);
    }

    private void onProbe(final MessageHeader header) {
        final long nowNs = System.nanoTime();
        fromSent.recordValue(limited(nowNs - header.sentNs()));
        fromDue.recordValue(limited(nowNs - header.dueNs()));
        probes.release();
    }

    private static long limited(final long ns) {
        return Math.max(0, Math.min(ns, LONGEST_NS));
    }

    int run() {
        return run;
    }

    /** Messages delivered so far. */
    long count() {
        return count.get();
    }

    /** Number of the last message of this node that was delivered here. */
    long own() {
        return own.get();
    }

    /**
     * Waits until message {@code number} of this node was delivered here. Called by one thread at a time.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void awaitOwn(final long number) throws InterruptedException {
        waiting = Thread.currentThread();
        awaited = number;
        try {
            while (own.get() < number) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while the ring takes no more");
                }
                LockSupport.park(this);
            }
        } finally {
            awaited = NOTHING;
        }
    }

    /** Released once for each probe of this node that was delivered here. */
    Semaphore probes() {
        return probes;
    }

    /** The same at two nodes that were delivered the same in the same order; to be asked when all was delivered. */
    long hash() {
        count.get();
        return hash;
    }

    /** Messages whose number was not the next of their sender; to be asked when all was delivered. */
    long gaps() {
        count.get();
        return gaps;
    }

    /** From the application's send to delivery; to be asked when all was delivered. */
    Histogram fromSent() {
        return fromSent;
    }

    /** From when the send was due to delivery; to be asked when all was delivered. */
    Histogram fromDue() {
        return fromDue;
    }
}
