/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a verdict of quorum may be relied on without hearing from anybody. Each token renews it: when a token comes, all others have had
 * it since this node had the one before, so they cannot be quorate without this node before the token time-out has passed since then and
 * they have sought consensus. A node that is cut off, or whose process stood still, has lost it by its own clock, whether it has noticed or
 * not; as long as clocks run equally fast, two nodes on different rings never hold it at once by a majority of the configured votes.
 * For that a node that died must not be back sooner than the token time-out: it would have forgotten that it was a member.
 *
 * <p>Written by the ring loop, read by any thread.
 */
public final class QuorumLease {

    private final LongSupplier nowNs;
    private volatile long untilNs = Long.MIN_VALUE;
    private volatile boolean isQuorate;

    /**
     * One that is not held.
     *
     * @param nowNs the clock of the node; called by any thread
     */
    public QuorumLease(final LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /** Whether this node is quorate, and its lease is not over. Ask again after the act that relied on it. */
    public boolean isHeld() {
        return isQuorate && nowNs.getAsLong() < untilNs;
    }

    /** How long it is still held if no token comes; zero if it is not. */
    public Duration remaining() {
        final long leftNs = isQuorate ? untilNs - nowNs.getAsLong() : 0;
        return leftNs > 0 ? Duration.ofNanos(leftNs) : Duration.ZERO;
    }

    /** The verdict is this. Called by the tally. */
    public void verdict(final boolean isNowQuorate) {
        isQuorate = isNowQuorate;
    }

    /** It is over then, unless it is renewed. Called by the token holder. */
    public void until(final long newUntilNs) {
        untilNs = newUntilNs;
    }
}
