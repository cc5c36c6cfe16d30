/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static io.totemic.protocol.codec.FrameLayout.*;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.CommitToken.MemberEntry;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Frame type 4: 41 bytes and 28 for each member. An entry that is not yet filled is all zero. */
final class CommitTokenCodec {

    private CommitTokenCodec() {}

    static int encode(final CommitToken token, final MutableDirectBuffer buffer, final int offset) {
        putHeader(buffer, offset, TYPE_COMMIT_TOKEN, 0, token.sender().value());
        final int count = token.members().size();
        buffer.putInt(offset + COMMIT_TOKEN_SEQ_OFFSET, token.tokenSeq(), ByteOrder.LITTLE_ENDIAN);
        RingIdCodec.encode(token.ringId(), buffer, offset + COMMIT_RING_ID_OFFSET);
        buffer.putInt(offset + COMMIT_RETRANS_FLAG_OFFSET, 0, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + COMMIT_MEMBER_INDEX_OFFSET, token.memberIndex(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + COMMIT_COUNT_OFFSET, count, ByteOrder.LITTLE_ENDIAN);
        int at = JoinCodec.putNodes(token.members(), buffer, offset + COMMIT_LISTS_OFFSET);
        for (final MemberEntry entry : token.entries()) {
            if (entry == null) {
                buffer.setMemory(at, COMMIT_ENTRY_LENGTH, (byte) 0);
            } else {
                RingIdCodec.encode(entry.oldRingId(), buffer, at);
                buffer.putInt(at + COMMIT_ENTRY_ARU_OFFSET, entry.aru(), ByteOrder.LITTLE_ENDIAN);
                buffer.putInt(at + COMMIT_ENTRY_HIGH_DELIVERED_OFFSET, entry.highDelivered(), ByteOrder.LITTLE_ENDIAN);
                buffer.putInt(
                        at + COMMIT_ENTRY_RECEIVED_FLAG_OFFSET, entry.isAllReceived() ? 1 : 0, ByteOrder.LITTLE_ENDIAN);
            }
            at += COMMIT_ENTRY_LENGTH;
        }
        return at - offset;
    }

    static FrameFault check(final DirectBuffer buffer, final int offset, final int length, final ByteOrder order) {
        if (length < COMMIT_LISTS_OFFSET) {
            return FrameFault.LENGTH;
        }
        final int count = buffer.getInt(offset + COMMIT_COUNT_OFFSET, order);
        final int index = buffer.getInt(offset + COMMIT_MEMBER_INDEX_OFFSET, order);
        if (count < 1 || count > PROCESSOR_COUNT_MAX || index < 0 || index > count) {
            return FrameFault.RANGE;
        }
        if (length != COMMIT_LISTS_OFFSET + count * (4 + COMMIT_ENTRY_LENGTH)) {
            return FrameFault.LENGTH;
        }
        if (!RingIdCodec.isSane(buffer, offset + COMMIT_RING_ID_OFFSET)
                || buffer.getInt(offset + NODE_ID_OFFSET) == 0) {
            return FrameFault.RANGE;
        }
        // Ring order is ascending, without duplicates; our own list type would hide a violation.
        for (int i = 0; i < count; i++) {
            final int node = buffer.getInt(offset + COMMIT_LISTS_OFFSET + 4 * i, order);
            if (node == 0
                    || (i > 0
                            && Integer.compareUnsigned(
                                            buffer.getInt(offset + COMMIT_LISTS_OFFSET + 4 * (i - 1), order), node)
                                    >= 0)) {
                return FrameFault.RANGE;
            }
        }
        return null;
    }

    static CommitToken decode(final DirectBuffer buffer, final int offset, final ByteOrder order) {
        final int count = buffer.getInt(offset + COMMIT_COUNT_OFFSET, order);
        final NodeSet members = JoinCodec.getNodes(buffer, offset + COMMIT_LISTS_OFFSET, count, order);
        final List<MemberEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            final int at = offset + COMMIT_LISTS_OFFSET + 4 * count + i * COMMIT_ENTRY_LENGTH;
            entries.add(
                    RingIdCodec.isSane(buffer, at)
                            ? new MemberEntry(
                                    RingIdCodec.decode(buffer, at, order),
                                    buffer.getInt(at + COMMIT_ENTRY_ARU_OFFSET, order),
                                    buffer.getInt(at + COMMIT_ENTRY_HIGH_DELIVERED_OFFSET, order),
                                    buffer.getInt(at + COMMIT_ENTRY_RECEIVED_FLAG_OFFSET, order) != 0)
                            : null);
        }
        return new CommitToken(
                new NodeId(buffer.getInt(offset + NODE_ID_OFFSET, order)),
                buffer.getInt(offset + COMMIT_TOKEN_SEQ_OFFSET, order),
                RingIdCodec.decode(buffer, offset + COMMIT_RING_ID_OFFSET, order),
                buffer.getInt(offset + COMMIT_MEMBER_INDEX_OFFSET, order),
                members,
                entries);
    }
}
