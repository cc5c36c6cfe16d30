/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Ring ids: u32 representative, u64 seq, 12 bytes. */
final class RingIdCodec {

    private RingIdCodec() {}

    static void encode(final RingId ringId, final MutableDirectBuffer buffer, final int offset) {
        buffer.putInt(offset, ringId.representative().value(), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + 4, ringId.seq(), ByteOrder.LITTLE_ENDIAN);
    }

    static boolean isSane(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset) != 0;
    }

    /** The ring id, without an object of its own if it is known. */
    static RingId decode(final DirectBuffer buffer, final int offset, final ByteOrder order, final KnownIds known) {
        return known.ring(buffer.getInt(offset, order), buffer.getLong(offset + 4, order));
    }

    static RingId decode(final DirectBuffer buffer, final int offset, final ByteOrder order) {
        return new RingId(new NodeId(buffer.getInt(offset, order)), buffer.getLong(offset + 4, order));
    }
}
