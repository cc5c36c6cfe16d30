/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static io.totemic.protocol.codec.FrameLayout.*;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.MergeDetect;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Frame type 2, 29 bytes. */
final class MergeDetectCodec {

    private MergeDetectCodec() {}

    static int encode(final MergeDetect message, final MutableDirectBuffer buffer, final int offset) {
        final int sender = message.sender().value();
        putHeader(buffer, offset, TYPE_MERGE_DETECT, 0, sender);
        buffer.putInt(offset + MERGE_DETECT_SYSTEM_FROM_OFFSET, sender, ByteOrder.LITTLE_ENDIAN);
        RingIdCodec.encode(message.ringId(), buffer, offset + MERGE_DETECT_RING_ID_OFFSET);
        return MERGE_DETECT_LENGTH;
    }

    static FrameFault check(final DirectBuffer buffer, final int offset, final int length) {
        if (length != MERGE_DETECT_LENGTH) {
            return FrameFault.LENGTH;
        }
        return RingIdCodec.isSane(buffer, offset + MERGE_DETECT_RING_ID_OFFSET)
                        && buffer.getInt(offset + MERGE_DETECT_SYSTEM_FROM_OFFSET) != 0
                ? null
                : FrameFault.RANGE;
    }

    static MergeDetect decode(final DirectBuffer buffer, final int offset, final ByteOrder order) {
        return new MergeDetect(
                new NodeId(buffer.getInt(offset + MERGE_DETECT_SYSTEM_FROM_OFFSET, order)),
                RingIdCodec.decode(buffer, offset + MERGE_DETECT_RING_ID_OFFSET, order));
    }
}
