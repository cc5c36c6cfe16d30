/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;

/**
 * A frame in the total order of a ring: a packet of application messages, or in recovery a whole frame of the old ring.
 *
 * <p>Immutable by convention: the payload is shared, never copied, and nobody writes to it.
 */
public final class RegularMessage implements TotemMessage {

    private final NodeId sender;
    private final int seq;
    private final int thisSeqno;
    private final RingId ringId;
    private final boolean isEncapsulated;
    private final boolean isSafe;
    private final byte[] payload;

    /**
     * A frame as numbered by its originator.
     *
     * @param sender originator
     * @param seq place in the order of the ring
     * @param thisSeqno the originator's running counter, read by nobody
     * @param ringId the ring of that order
     * @param isEncapsulated whether the payload is a whole frame of an old ring
     * @param isSafe whether a safe message is in it
     * @param payload not copied; must not change any more
     */
    public RegularMessage(
            final NodeId sender,
            final int seq,
            final int thisSeqno,
            final RingId ringId,
            final boolean isEncapsulated,
            final boolean isSafe,
            final byte[] payload) {
        this.sender = sender;
        this.seq = seq;
        this.thisSeqno = thisSeqno;
        this.ringId = ringId;
        this.isEncapsulated = isEncapsulated;
        this.isSafe = isSafe;
        this.payload = payload;
    }

    /** Originator. */
    public NodeId sender() {
        return sender;
    }

    /** Place in the order of the ring. */
    public int seq() {
        return seq;
    }

    /** The originator's running counter. */
    public int thisSeqno() {
        return thisSeqno;
    }

    /** The ring of that order. */
    public RingId ringId() {
        return ringId;
    }

    /** Whether the payload is a whole frame of an old ring. */
    public boolean isEncapsulated() {
        return isEncapsulated;
    }

    /** Whether a safe message is in it. */
    public boolean isSafe() {
        return isSafe;
    }

    /** The payload itself, to be read only. */
    public byte[] payload() {
        return payload;
    }

    @Override
    public String toString() {
        return "mcast " + ringId + ":" + Integer.toUnsignedString(seq) + " from " + sender
                + (isEncapsulated ? " encapsulated " : " ") + payload.length + " bytes";
    }
}
