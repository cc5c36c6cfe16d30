/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.Hearing;
import io.totemic.protocol.message.MergeDetect;

/** What one node knows of the link to another, and how often the two could not stay in one ring. */
final class Peer {

    /** A node may be lost so often before it has to wait: what crashes and partitions do shall heal at once. */
    static final int FREE_STRIKES = 5;

    /** The longest hold-off. */
    static final long HOLD_MAX_NS = 60_000_000_000L;

    /** Who was a member for so long, and twice as long as it was held off last, begins anew. */
    private static final long FORGIVEN_NS = 10_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    private final NodeId node;
    private long signNs = NEVER;
    private long heardNs = NEVER;
    private MergeDetect told;
    private long toldNs = NEVER;
    private boolean isHeldOff;
    private int strikes;
    private long memberNs = NEVER;
    private long strikeNs = NEVER;
    private long holdNs;
    private long ignoredFrames;

    Peer(final NodeId node) {
        this.node = node;
    }

    NodeId node() {
        return node;
    }

    /** Something of it has come, perhaps by way of another node. */
    void sign(final long nowNs) {
        signNs = nowNs;
    }

    /** Something has come from it straight. */
    void heard(final long nowNs) {
        signNs = nowNs;
        heardNs = nowNs;
    }

    /** It has told whom it hears. */
    void told(final MergeDetect message, final long nowNs) {
        told = message;
        toldNs = nowNs;
    }

    boolean hasShownSince(final long sinceNs) {
        return signNs != NEVER && signNs - sinceNs >= 0;
    }

    boolean isHeardSince(final long sinceNs) {
        return heardNs != NEVER && heardNs - sinceNs >= 0;
    }

    /** What it has told since then, null if nothing. */
    Hearing toldSince(final long sinceNs) {
        return toldNs != NEVER && toldNs - sinceNs >= 0 ? told.hearing() : null;
    }

    /** The ring that it was on when it told it last. */
    RingId toldRing() {
        return told.ringId();
    }

    /**
     * It was a candidate and is no member; {@code isHeard} if it was there and did not fit. Answers for how long nobody is to try it
     * again, 0 for not at all.
     */
    long excluded(final boolean isHeard, final long consensusNs, final long nowNs) {
        if (memberNs != NEVER && nowNs - memberNs > FORGIVEN_NS + 2 * holdNs) {
            strikes = 0;
        }
        memberNs = NEVER;
        strikes++;
        strikeNs = nowNs;
        holdNs = 0;
        if (strikes > FREE_STRIKES) {
            holdNs = consensusNs;
            for (int i = FREE_STRIKES + 1; i < strikes && holdNs < HOLD_MAX_NS; i++) {
                holdNs *= 2;
            }
            holdNs = Math.min(holdNs, HOLD_MAX_NS);
        }
        // After a hold-off both sides must want it: theirs may end later than ours.
        isHeldOff |= isHeard || holdNs > 0;
        return holdNs;
    }

    /** It is a member of the ring that is installed. */
    void included(final long nowNs) {
        isHeldOff = false;
        memberNs = memberNs == NEVER ? nowNs : memberNs;
    }

    /** It has said that it goes: what it says next is news. */
    void left() {
        isHeldOff = false;
    }

    /** Whether it does not fit into our ring as far as we know. */
    boolean isHeldOff() {
        return isHeldOff;
    }

    /** Whether it was lost so often that nobody may try it again yet. */
    boolean isWaiting(final long nowNs) {
        return strikeNs != NEVER && nowNs - strikeNs < holdNs;
    }

    void ignored() {
        ignoredFrames++;
    }

    PeerStatus status() {
        return new PeerStatus(node, isHeldOff, strikes, holdNs, ignoredFrames);
    }
}
