/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static io.totemic.protocol.codec.FrameLayout.*;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.RegularMessage;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frame type 1: a header of 45 bytes, then the payload. Also the encapsulation of a whole old frame in RECOVERY. */
public final class RegularMessageCodec {

    private RegularMessageCodec() {}

    static int encode(final RegularMessage message, final MutableDirectBuffer buffer, final int offset) {
        putHeader(
                buffer,
                offset,
                TYPE_MCAST,
                message.isEncapsulated() ? ENCAPSULATED : NOT_ENCAPSULATED,
                message.sender().value());
        buffer.putInt(offset + MCAST_SYSTEM_FROM_OFFSET, message.sender().value(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + MCAST_SEQ_OFFSET, message.seq(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + MCAST_THIS_SEQNO_OFFSET, message.thisSeqno(), ByteOrder.LITTLE_ENDIAN);
        RingIdCodec.encode(message.ringId(), buffer, offset + MCAST_RING_ID_OFFSET);
        buffer.putInt(offset + MCAST_NODE_ID_OFFSET, 0, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + MCAST_GUARANTEE_OFFSET, message.isSafe() ? 1 : 0, ByteOrder.LITTLE_ENDIAN);
        final byte[] payload = message.payload();
        buffer.putBytes(offset + MCAST_HEADER_LENGTH, payload);
        return MCAST_HEADER_LENGTH + payload.length;
    }

    static FrameFault check(final DirectBuffer buffer, final int offset, final int length) {
        if (length < MCAST_HEADER_LENGTH) {
            return FrameFault.LENGTH;
        }
        final int encapsulated = buffer.getByte(offset + ENCAPSULATED_OFFSET);
        return (encapsulated == ENCAPSULATED || encapsulated == NOT_ENCAPSULATED)
                        && RingIdCodec.isSane(buffer, offset + MCAST_RING_ID_OFFSET)
                        && buffer.getInt(offset + MCAST_SYSTEM_FROM_OFFSET) != 0
                ? null
                : FrameFault.RANGE;
    }

    static RegularMessage decode(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final ByteOrder order,
            final KnownIds known) {
        final byte[] payload = bytes(buffer, offset + MCAST_HEADER_LENGTH, length - MCAST_HEADER_LENGTH);
        return new RegularMessage(
                known.node(buffer.getInt(offset + MCAST_SYSTEM_FROM_OFFSET, order)),
                buffer.getInt(offset + MCAST_SEQ_OFFSET, order),
                buffer.getInt(offset + MCAST_THIS_SEQNO_OFFSET, order),
                RingIdCodec.decode(buffer, offset + MCAST_RING_ID_OFFSET, order, known),
                buffer.getByte(offset + ENCAPSULATED_OFFSET) == ENCAPSULATED,
                buffer.getInt(offset + MCAST_GUARANTEE_OFFSET, order) == 1,
                payload);
    }

    private static byte[] bytes(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] array = buffer.byteArray();
        if (array != null) {
            // The JVM does not clear what it fills at once.
            final int at = buffer.wrapAdjustment() + offset;
            return Arrays.copyOfRange(array, at, at + length);
        }
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        return copy;
    }

    /** The bytes of {@code oldMessage} as the payload of an encapsulating frame. */
    public static byte[] encapsulate(final RegularMessage oldMessage) {
        final byte[] bytes = new byte[MCAST_HEADER_LENGTH + oldMessage.payload().length];
        encode(oldMessage, new UnsafeBuffer(bytes), 0);
        return bytes;
    }

    /** The old message inside an encapsulating frame; null if it holds none that can be read. */
    public static RegularMessage unwrap(final RegularMessage encapsulating) {
        final UnsafeBuffer buffer = new UnsafeBuffer(encapsulating.payload());
        final int length = buffer.capacity();
        if (FrameSanity.check(buffer, 0, length) != null || buffer.getByte(TYPE_OFFSET) != TYPE_MCAST) {
            return null;
        }
        final RegularMessage inner =
                decode(buffer, 0, length, FrameLayout.orderOf(buffer, 0), new KnownIds(NodeSet.EMPTY));
        return inner.isEncapsulated() ? null : inner;
    }
}
