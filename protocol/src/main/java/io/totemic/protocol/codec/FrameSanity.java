/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Rejects a frame before anything of it is decoded: after {@link #check} has answered null, decoding cannot read outside the
 * frame, allocates no more than the frame's own length and cannot throw.
 */
public final class FrameSanity {

    private FrameSanity() {}

    /** What is wrong with the frame, null if nothing is. Never throws. */
    public static FrameFault check(final DirectBuffer buffer, final int offset, final int length) {
        if (length < FrameLayout.HEADER_LENGTH) {
            return FrameFault.LENGTH;
        }
        final ByteOrder order = FrameLayout.orderOf(buffer, offset);
        if (order == null) {
            return FrameFault.MAGIC;
        }
        if (buffer.getByte(offset + FrameLayout.VERSION_OFFSET) != FrameLayout.PROTOCOL_VERSION) {
            return FrameFault.VERSION;
        }
        return switch (buffer.getByte(offset + FrameLayout.TYPE_OFFSET)) {
            case FrameLayout.TYPE_ORF_TOKEN -> OrfTokenCodec.check(buffer, offset, length, order);
            case FrameLayout.TYPE_MCAST -> RegularMessageCodec.check(buffer, offset, length);
            case FrameLayout.TYPE_MERGE_DETECT -> MergeDetectCodec.check(buffer, offset, length, order);
            case FrameLayout.TYPE_JOIN -> JoinCodec.check(buffer, offset, length, order);
            case FrameLayout.TYPE_COMMIT_TOKEN -> CommitTokenCodec.check(buffer, offset, length, order);
            case FrameLayout.TYPE_TOKEN_HOLD_CANCEL -> TokenHoldCancelCodec.check(buffer, offset, length);
            default -> FrameFault.TYPE;
        };
    }

    /**
     * Whether a frame that was checked may come from {@code transmitter}: it names that node as its sender, or it is a message, which any
     * member may send again.
     */
    public static boolean maySend(final int transmitter, final DirectBuffer buffer, final int offset) {
        final int senderOffset =
                switch (buffer.getByte(offset + FrameLayout.TYPE_OFFSET)) {
                    case FrameLayout.TYPE_MCAST -> -1;
                    case FrameLayout.TYPE_JOIN -> FrameLayout.JOIN_SYSTEM_FROM_OFFSET;
                    case FrameLayout.TYPE_MERGE_DETECT -> FrameLayout.MERGE_DETECT_SYSTEM_FROM_OFFSET;
                    default -> FrameLayout.NODE_ID_OFFSET;
                };
        return senderOffset < 0
                || buffer.getInt(offset + senderOffset, FrameLayout.orderOf(buffer, offset)) == transmitter;
    }
}
