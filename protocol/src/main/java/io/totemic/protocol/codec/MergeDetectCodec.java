/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static io.totemic.protocol.codec.FrameLayout.*;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.Hearing;
import io.totemic.protocol.message.MergeDetect;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Frame type 2: 29 bytes, as Corosync sends it, or with a trailer of 21 bytes and 4 for each node of the two lists: whom the sender
 * hears. A wanted ring with representative 0 is none.
 */
final class MergeDetectCodec {

    private MergeDetectCodec() {}

    static int encode(final MergeDetect message, final MutableDirectBuffer buffer, final int offset) {
        final int sender = message.sender().value();
        putHeader(buffer, offset, TYPE_MERGE_DETECT, 0, sender);
        buffer.putInt(offset + MERGE_DETECT_SYSTEM_FROM_OFFSET, sender, ByteOrder.LITTLE_ENDIAN);
        RingIdCodec.encode(message.ringId(), buffer, offset + MERGE_DETECT_RING_ID_OFFSET);
        return message.hearing() == null
                ? MERGE_DETECT_LENGTH
                : MERGE_DETECT_LENGTH + encode(message.hearing(), buffer, offset + MERGE_DETECT_LENGTH);
    }

    private static int encode(final Hearing hearing, final MutableDirectBuffer buffer, final int offset) {
        buffer.putInt(offset + HEARING_MEMBERS_COUNT_OFFSET, hearing.members().size(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + HEARING_HEARD_COUNT_OFFSET, hearing.heard().size(), ByteOrder.LITTLE_ENDIAN);
        if (hearing.wanted() == null) {
            buffer.setMemory(offset + HEARING_WANTED_OFFSET, RING_ID_LENGTH, (byte) 0);
        } else {
            RingIdCodec.encode(hearing.wanted(), buffer, offset + HEARING_WANTED_OFFSET);
        }
        buffer.putByte(offset + HEARING_ASKING_OFFSET, (byte) (hearing.isAsking() ? 1 : 0));
        int at = JoinCodec.putNodes(hearing.members(), buffer, offset + HEARING_LISTS_OFFSET);
        at = JoinCodec.putNodes(hearing.heard(), buffer, at);
        return at - offset;
    }

    static FrameFault check(final DirectBuffer buffer, final int offset, final int length, final ByteOrder order) {
        if (length < MERGE_DETECT_LENGTH) {
            return FrameFault.LENGTH;
        }
        if (!RingIdCodec.isSane(buffer, offset + MERGE_DETECT_RING_ID_OFFSET)
                || buffer.getInt(offset + MERGE_DETECT_SYSTEM_FROM_OFFSET) == 0) {
            return FrameFault.RANGE;
        }
        return length == MERGE_DETECT_LENGTH
                ? null
                : checkHearing(buffer, offset + MERGE_DETECT_LENGTH, length - MERGE_DETECT_LENGTH, order);
    }

    private static FrameFault checkHearing(
            final DirectBuffer buffer, final int offset, final int length, final ByteOrder order) {
        if (length < HEARING_LISTS_OFFSET) {
            return FrameFault.LENGTH;
        }
        final int members = buffer.getInt(offset + HEARING_MEMBERS_COUNT_OFFSET, order);
        final int heard = buffer.getInt(offset + HEARING_HEARD_COUNT_OFFSET, order);
        if (members < 1 || members > PROCESSOR_COUNT_MAX || heard < 0 || heard > PROCESSOR_COUNT_MAX) {
            return FrameFault.RANGE;
        }
        if (length != HEARING_LISTS_OFFSET + 4 * (members + heard)) {
            return FrameFault.LENGTH;
        }
        for (int at = offset + HEARING_LISTS_OFFSET; at < offset + length; at += 4) {
            if (buffer.getInt(at) == 0) {
                return FrameFault.RANGE;
            }
        }
        return null;
    }

    static MergeDetect decode(final DirectBuffer buffer, final int offset, final int length, final ByteOrder order) {
        return new MergeDetect(
                new NodeId(buffer.getInt(offset + MERGE_DETECT_SYSTEM_FROM_OFFSET, order)),
                RingIdCodec.decode(buffer, offset + MERGE_DETECT_RING_ID_OFFSET, order),
                length == MERGE_DETECT_LENGTH ? null : decodeHearing(buffer, offset + MERGE_DETECT_LENGTH, order));
    }

    private static Hearing decodeHearing(final DirectBuffer buffer, final int offset, final ByteOrder order) {
        final int members = buffer.getInt(offset + HEARING_MEMBERS_COUNT_OFFSET, order);
        final int heard = buffer.getInt(offset + HEARING_HEARD_COUNT_OFFSET, order);
        final int lists = offset + HEARING_LISTS_OFFSET;
        return new Hearing(
                JoinCodec.getNodes(buffer, lists, members, order),
                JoinCodec.getNodes(buffer, lists + 4 * members, heard, order),
                RingIdCodec.isSane(buffer, offset + HEARING_WANTED_OFFSET)
                        ? RingIdCodec.decode(buffer, offset + HEARING_WANTED_OFFSET, order)
                        : null,
                buffer.getByte(offset + HEARING_ASKING_OFFSET) != 0);
    }
}
