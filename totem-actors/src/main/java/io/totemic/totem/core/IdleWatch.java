/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

/**
 * Counts visits that brought nothing new, and tells when a ring is idle enough for its token to be held: after
 * {@code seqno_unchanged_const} visits and 10 ms, since on a fast ring thirty rotations last less than one message takes to be
 * made.
 */
final class IdleWatch {

    private final int seqnoUnchangedConst;
    private int lastSeq;
    private int unchangedVisits;
    private long unchangedSinceNs;

    IdleWatch(final int seqnoUnchangedConst, final long nowNs) {
        this.seqnoUnchangedConst = seqnoUnchangedConst;
        unchangedSinceNs = nowNs;
    }

    /**
     * Notes the seq of an arriving token; answers whether it is the one of the last visit.
     *
     * @param isHolder whether it is this node that is to hold it
     */
    boolean onToken(final int seq, final boolean isHolder, final long nowNs) {
        if (seq == lastSeq) {
            unchangedVisits = Math.min(unchangedVisits, Integer.MAX_VALUE - 1) + 1;
            if (isHolder && unchangedVisits == 1) {
                // The others see the last message in the rotation that ends here; none must count from later than we
                // do.
                unchangedSinceNs = nowNs;
            }
            return true;
        }
        lastSeq = seq;
        reset(nowNs);
        return false;
    }

    /** Somebody has something to send. */
    void reset(final long nowNs) {
        unchangedVisits = 0;
        unchangedSinceNs = nowNs;
    }

    /** Whether the token is held, or believed to be: who is to hold it counts from one visit later than the others. */
    boolean isIdle(final boolean isHolder, final long nowNs) {
        return nowNs - unchangedSinceNs >= TotemSettings.IDLE_TIME_NS
                && unchangedVisits >= (long) seqnoUnchangedConst + (isHolder ? 1 : 0);
    }
}
