/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.codec.FrameLayout;

/**
 * What ordering on one node is set to. Names and meaning are those of corosync.conf(5), section totem.
 *
 * @param self this node
 * @param tokenNs token time-out
 * @param tokenWarningNs after this without a token a warning is logged, 0 for never
 * @param tokenRetransmitNs after this the token is sent again
 * @param heartbeatNs so long after this node passed it on the token counts as lost, 0 for not before the token time-out
 * @param holdNs how long the token of an idle ring is held
 * @param mergeNs after this on an idle ring the representative announces it
 * @param windowSizeMessages most frames that the whole ring sends in a rotation
 * @param maxMessages most frames that this node sends in a visit
 * @param missCountConst a hole is asked for at this visit after it was noticed
 * @param failRecvConst visits without progress of aru after which this node has failed to receive
 * @param seqnoUnchangedConst idle visits after which the token is held
 * @param isHoldCancelledOnRetransmit whether a retransmission keeps the token moving
 * @param acceleratedWindow of the frames of a visit so many may leave behind the token; 0 for the ring of the paper
 * @param initialSeq what the sequences of each ring begin behind: 0, or another value in tests of their wrap; the same on all
 *     nodes
 * @param maxPayloadBytes longest payload of a frame, so that the frame can be encapsulated in recovery
 * @param maxVisitBytes most bytes of frames in a visit, new ones and those sent again
 */
public record TotemSettings(
        NodeId self,
        long tokenNs,
        long tokenWarningNs,
        long tokenRetransmitNs,
        long heartbeatNs,
        long holdNs,
        long mergeNs,
        int windowSizeMessages,
        int maxMessages,
        int missCountConst,
        int failRecvConst,
        int seqnoUnchangedConst,
        boolean isHoldCancelledOnRetransmit,
        int acceleratedWindow,
        int initialSeq,
        int maxPayloadBytes,
        int maxVisitBytes) {

    /** A hole is asked for no sooner than this after it was noticed: visits alone mean little when a rotation takes 15 us. */
    public static final long MISS_TIME_NS = 1_000_000L;

    /** The token is held no sooner than this after the last message. */
    public static final long IDLE_TIME_NS = 10_000_000L;

    public TotemSettings {
        if (maxPayloadBytes < 256) {
            throw new IllegalArgumentException("payload is " + maxPayloadBytes + " bytes, must be at least 256");
        }
        final int longestFrameBytes = maxPayloadBytes + FrameLayout.MCAST_HEADER_LENGTH + VisitBytes.OVERHEAD_BYTES;
        if (maxVisitBytes < longestFrameBytes) {
            throw new IllegalArgumentException("a visit may send " + maxVisitBytes
                    + " bytes, must be at least one frame, which is " + longestFrameBytes);
        }
    }

    /**
     * Frames that may stand between the first that some member has not and the last: {@link SortQueue#CAPACITY}, or fewer if those were more
     * bytes than three quarters of what a queue holds, but never so few that a rotation does not fit.
     */
    int queueLimitFrames() {
        final long byBytes = SortQueue.LIMIT_BYTES / 4 * 3 / maxPayloadBytes;
        return (int) Math.min(SortQueue.CAPACITY, Math.max(byBytes, 4L * (windowSizeMessages + maxMessages)));
    }

    /** These, with the sequences of each ring beginning behind another one. */
    public TotemSettings beginningBehind(final int newInitialSeq) {
        return new TotemSettings(
                self,
                tokenNs,
                tokenWarningNs,
                tokenRetransmitNs,
                heartbeatNs,
                holdNs,
                mergeNs,
                windowSizeMessages,
                maxMessages,
                missCountConst,
                failRecvConst,
                seqnoUnchangedConst,
                isHoldCancelledOnRetransmit,
                acceleratedWindow,
                newInitialSeq,
                maxPayloadBytes,
                maxVisitBytes);
    }
}
