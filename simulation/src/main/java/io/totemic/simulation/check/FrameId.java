/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.RegularMessage;
import java.util.Arrays;

/**
 * Names one frame of a run by its place in the order, who originated it, and its content.
 *
 * @param ringId the ring
 * @param seq its place
 * @param sender originator
 * @param contentHash of the payload
 */
public record FrameId(RingId ringId, int seq, NodeId sender, int contentHash, boolean isSafe) {

    /** The id of a frame. */
    public static FrameId of(final RegularMessage frame) {
        return of(frame, frame.ringId());
    }

    /** The id of a frame of a ring that is called {@code ringName} in the trace. */
    public static FrameId of(final RegularMessage frame, final RingId ringName) {
        return new FrameId(ringName, frame.seq(), frame.sender(), Arrays.hashCode(frame.payload()), frame.isSafe());
    }

    /** Checkers look up frames very often, and these two tell them apart. */
    @Override
    public int hashCode() {
        return 31 * contentHash + seq;
    }

    @Override
    public String toString() {
        return ringId + ":" + Integer.toUnsignedString(seq) + " of " + sender;
    }
}
