/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import java.util.Arrays;

/**
 * The ordering, reliability and flow-control token of a ring.
 *
 * <p>Immutable; each hop makes a new one through {@link #edit()}.
 *
 * <p>Source: paper section 4.
 */
public final class OrfToken implements TotemMessage {

    /** Most retransmit requests that a token carries. */
    public static final int RETRANSMIT_ENTRIES_MAX = 30;

    private static final int[] NO_REQUESTS = {};

    private final NodeId sender;
    private final int seq;
    private final int tokenSeq;
    private final int aru;
    private final int aruAddress;
    private final RingId ringId;
    private final int backlogMessages;
    private final int fccMessages;
    private final boolean isRetransmitting;
    private final int[] retransmitRequests;

    private OrfToken(final Draft draft) {
        sender = draft.sender;
        seq = draft.seq;
        tokenSeq = draft.tokenSeq;
        aru = draft.aru;
        aruAddress = draft.aruAddress;
        ringId = draft.ringId;
        backlogMessages = draft.backlogMessages;
        fccMessages = draft.fccMessages;
        isRetransmitting = draft.isRetransmitting;
        retransmitRequests = draft.retransmitRequests;
    }

    /** A draft of a token of {@code ringId} sent by {@code sender}; all else is 0. */
    public static Draft draft(final NodeId sender, final RingId ringId) {
        return new Draft(sender, ringId);
    }

    /** A draft that starts from this token. */
    public Draft edit() {
        final Draft draft = new Draft(sender, ringId);
        draft.seq = seq;
        draft.tokenSeq = tokenSeq;
        draft.aru = aru;
        draft.aruAddress = aruAddress;
        draft.backlogMessages = backlogMessages;
        draft.fccMessages = fccMessages;
        draft.isRetransmitting = isRetransmitting;
        draft.retransmitRequests = retransmitRequests;
        return draft;
    }

    /** Who forwarded it. */
    public NodeId sender() {
        return sender;
    }

    /** Highest message seq on the ring. */
    public int seq() {
        return seq;
    }

    /** Hops so far; tells duplicates. */
    public int tokenSeq() {
        return tokenSeq;
    }

    /** All members have received up to this, as far as known. */
    public int aru() {
        return aru;
    }

    /** Node id of the node that holds aru back, 0 if none does. */
    public int aruAddress() {
        return aruAddress;
    }

    /** Its ring. */
    public RingId ringId() {
        return ringId;
    }

    /** Messages that wait at all members together. */
    public int backlogMessages() {
        return backlogMessages;
    }

    /** Messages sent in the last rotation, the flow-control count. */
    public int fccMessages() {
        return fccMessages;
    }

    /** Whether a member still has old-ring messages to send in RECOVERY. */
    public boolean isRetransmitting() {
        return isRetransmitting;
    }

    /** Number of retransmit requests, 0..30. */
    public int retransmitRequestCount() {
        return retransmitRequests.length;
    }

    /** The seq asked for at {@code index}. */
    public int retransmitRequest(final int index) {
        return retransmitRequests[index];
    }

    /** A copy of the retransmit requests. */
    public int[] retransmitRequests() {
        return retransmitRequests.length == 0 ? retransmitRequests : retransmitRequests.clone();
    }

    @Override
    public String toString() {
        return "token " + ringId + " tokenSeq=" + Integer.toUnsignedString(tokenSeq) + " seq="
                + Integer.toUnsignedString(seq) + " aru=" + Integer.toUnsignedString(aru) + "@"
                + Integer.toUnsignedString(aruAddress) + " fcc=" + fccMessages + " backlog=" + backlogMessages
                + (isRetransmitting ? " retransmitting" : "") + " rtr=" + Arrays.toString(retransmitRequests);
    }

    /** A token in the making. */
    public static final class Draft {
        private NodeId sender;
        private final RingId ringId;
        private int seq;
        private int tokenSeq;
        private int aru;
        private int aruAddress;
        private int backlogMessages;
        private int fccMessages;
        private boolean isRetransmitting;
        private int[] retransmitRequests = NO_REQUESTS;

        private Draft(final NodeId sender, final RingId ringId) {
            this.sender = sender;
            this.ringId = ringId;
        }

        /** See {@link OrfToken#sender()}. */
        public Draft sender(final NodeId value) {
            sender = value;
            return this;
        }

        /** See {@link OrfToken#seq()}. */
        public Draft seq(final int value) {
            seq = value;
            return this;
        }

        /** See {@link OrfToken#tokenSeq()}. */
        public Draft tokenSeq(final int value) {
            tokenSeq = value;
            return this;
        }

        /** See {@link OrfToken#aru()} and {@link OrfToken#aruAddress()}. */
        public Draft aru(final int value, final int address) {
            aru = value;
            aruAddress = address;
            return this;
        }

        /** See {@link OrfToken#backlogMessages()}. */
        public Draft backlogMessages(final int value) {
            backlogMessages = value;
            return this;
        }

        /** See {@link OrfToken#fccMessages()}. */
        public Draft fccMessages(final int value) {
            fccMessages = value;
            return this;
        }

        /** See {@link OrfToken#isRetransmitting()}. */
        public Draft retransmitting(final boolean value) {
            isRetransmitting = value;
            return this;
        }

        /**
         * The seqs asked for, not copied.
         *
         * @throws IllegalArgumentException if there are more than 30
         */
        public Draft retransmitRequests(final int... seqs) {
            if (seqs.length > RETRANSMIT_ENTRIES_MAX) {
                throw new IllegalArgumentException(
                        seqs.length + " retransmit requests, must be at most " + RETRANSMIT_ENTRIES_MAX);
            }
            retransmitRequests = seqs;
            return this;
        }

        /** The token. */
        public OrfToken build() {
            return new OrfToken(this);
        }
    }
}
