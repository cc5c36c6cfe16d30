/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static io.totemic.protocol.codec.FrameLayout.*;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.TokenHoldCancel;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Frame type 5, 25 bytes. */
final class TokenHoldCancelCodec {

    private TokenHoldCancelCodec() {}

    static int encode(final TokenHoldCancel message, final MutableDirectBuffer buffer, final int offset) {
        putHeader(buffer, offset, TYPE_TOKEN_HOLD_CANCEL, 0, message.sender().value());
        RingIdCodec.encode(message.ringId(), buffer, offset + TOKEN_HOLD_CANCEL_RING_ID_OFFSET);
        return TOKEN_HOLD_CANCEL_LENGTH;
    }

    static FrameFault check(final DirectBuffer buffer, final int offset, final int length) {
        if (length != TOKEN_HOLD_CANCEL_LENGTH) {
            return FrameFault.LENGTH;
        }
        return RingIdCodec.isSane(buffer, offset + TOKEN_HOLD_CANCEL_RING_ID_OFFSET)
                        && buffer.getInt(offset + NODE_ID_OFFSET) != 0
                ? null
                : FrameFault.RANGE;
    }

    static TokenHoldCancel decode(final DirectBuffer buffer, final int offset, final ByteOrder order) {
        return new TokenHoldCancel(
                new NodeId(buffer.getInt(offset + NODE_ID_OFFSET, order)),
                RingIdCodec.decode(buffer, offset + TOKEN_HOLD_CANCEL_RING_ID_OFFSET, order));
    }
}
