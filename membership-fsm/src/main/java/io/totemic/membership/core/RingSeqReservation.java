/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.RingId;

/**
 * Which ring sequences this node may use at once, because one that is not older stands on disk. A node that starts again begins
 * behind that one, so none is used twice.
 *
 * <p>Differs from Corosync, which writes the sequence of a ring when its commit token is there: each hop of the token's first rotation
 * waits for a disk.
 */
final class RingSeqReservation {

    /** So many sequences are stored ahead of the next one, 64 rings. A start leaves out what is left of them. */
    static final int AHEAD = 256;

    private long stored;
    private boolean isUnderWay;

    /** The sequence that was read from disk. */
    void begin(final long storedSeq) {
        stored = storedSeq;
    }

    /** Whether a ring of this sequence may be entered now. */
    boolean covers(final long seq) {
        return !RingId.isYounger(seq, stored);
    }

    /** {@code next} may be used soon: has more stored if half of what is ahead of it is used up. One write at a time. */
    void reserve(final long next, final Effects<MembershipEffect> out) {
        if (!isUnderWay && !covers(next + AHEAD / 2)) {
            isUnderWay = true;
            out.add(new MembershipEffect.PersistRingSeq(next + AHEAD));
        }
    }

    /** The write is done. What was asked for counts: of two that are too far apart to be compared a store may keep the other. */
    void persisted(final long seq) {
        stored = seq;
        isUnderWay = false;
    }
}
