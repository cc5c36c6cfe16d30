/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.protocol.message.TotemMessage;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** All six frames between bytes and values. */
public final class FrameCodec {

    private FrameCodec() {}

    /**
     * Writes {@code message} at {@code offset}.
     *
     * @return bytes written
     * @throws IndexOutOfBoundsException if the buffer is too small and does not grow
     */
    public static int encode(final TotemMessage message, final MutableDirectBuffer buffer, final int offset) {
        if (message instanceof RegularMessage regular) {
            return RegularMessageCodec.encode(regular, buffer, offset);
        }
        if (message instanceof OrfToken token) {
            return OrfTokenCodec.encode(token, buffer, offset);
        }
        if (message instanceof Join join) {
            return JoinCodec.encode(join, buffer, offset);
        }
        if (message instanceof CommitToken token) {
            return CommitTokenCodec.encode(token, buffer, offset);
        }
        if (message instanceof MergeDetect mergeDetect) {
            return MergeDetectCodec.encode(mergeDetect, buffer, offset);
        }
        return TokenHoldCancelCodec.encode((TokenHoldCancel) message, buffer, offset);
    }

    /** Reads a frame that {@link FrameSanity#check} found sane. */
    public static TotemMessage decode(final DirectBuffer buffer, final int offset, final int length) {
        return decode(buffer, offset, length, new KnownIds(NodeSet.EMPTY));
    }

    /** The same for a reader of many frames. */
    public static TotemMessage decode(
            final DirectBuffer buffer, final int offset, final int length, final KnownIds known) {
        final ByteOrder order = FrameLayout.orderOf(buffer, offset);
        return switch (buffer.getByte(offset + FrameLayout.TYPE_OFFSET)) {
            case FrameLayout.TYPE_ORF_TOKEN -> OrfTokenCodec.decode(buffer, offset, order, known);
            case FrameLayout.TYPE_MCAST -> RegularMessageCodec.decode(buffer, offset, length, order, known);
            case FrameLayout.TYPE_MERGE_DETECT -> MergeDetectCodec.decode(buffer, offset, length, order);
            case FrameLayout.TYPE_JOIN -> JoinCodec.decode(buffer, offset, order);
            case FrameLayout.TYPE_COMMIT_TOKEN -> CommitTokenCodec.decode(buffer, offset, order);
            case FrameLayout.TYPE_TOKEN_HOLD_CANCEL -> TokenHoldCancelCodec.decode(buffer, offset, order);
            default -> throw new IllegalArgumentException("frame was not checked");
        };
    }
}
