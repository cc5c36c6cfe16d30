/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

/**
 * Says when a token that was passed on is sent again: after some rotations as they have been lately, twice as long each time,
 * and after {@code token_retransmit} at the latest.
 *
 * <p>Differs from Corosync, which waits {@code token_retransmit} each time: a ring that turns in 0.1 ms and loses one token in
 * twenty would stand still nearly always. See decision 0011.
 *
 * <p>Source: paper section 4.3.4, which leaves the time open.
 */
final class TokenRetransmission {

    /** Never sooner than this: shorter is what the next of a loaded machine's threads may take until it runs. */
    static final long SHORTEST_NS = 1_000_000L;

    /** Rotations without the token before it is sent again. */
    static final int ROTATIONS = 2;

    private static final int WEIGHT_OF_KNOWN = 7;

    private final long longestNs;
    private long rotationNs;
    private long sentNs;
    private long waitNs;
    private boolean isAwaited;
    private boolean isMeasured;

    /** On a new ring, of which nothing is known; {@code longestNs} is {@code token_retransmit}. */
    TokenRetransmission(final long longestNs) {
        this.longestNs = longestNs;
    }

    /**
     * The token left, for the first time since it arrived or again.
     *
     * @param mayBeHeld whether another node may be holding it on purpose now
     * @return when to send it again, in ns from now
     */
    long onSent(final long nowNs, final boolean mayBeHeld) {
        if (isAwaited) {
            isMeasured = false;
            waitNs = Math.min(longestNs, 2 * waitNs);
        } else {
            isAwaited = true;
            isMeasured = !mayBeHeld;
            sentNs = nowNs;
            waitNs = mayBeHeld ? longestNs : someRotationsNs();
        }
        return waitNs;
    }

    /**
     * The token is held no longer, since somebody has something to send.
     *
     * @return when to send it again, in ns from now: if it is lost and not held, nobody else knows
     */
    long onWoken() {
        waitNs = someRotationsNs();
        return waitNs;
    }

    private long someRotationsNs() {
        return rotationNs == 0 ? longestNs : Math.min(longestNs, Math.max(SHORTEST_NS, ROTATIONS * rotationNs));
    }

    /** A new token arrived. */
    void onToken(final long nowNs) {
        if (isAwaited && isMeasured) {
            final long tookNs = nowNs - sentNs;
            // A rotation in which another node had to send the token again says little of how long one takes.
            rotationNs = rotationNs == 0
                    ? Math.max(1, tookNs)
                    : Math.max(
                            1,
                            (WEIGHT_OF_KNOWN * rotationNs + Math.min(tookNs, 2 * rotationNs)) / (WEIGHT_OF_KNOWN + 1));
        }
        isAwaited = false;
    }
}
