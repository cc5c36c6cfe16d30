/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import io.totemic.protocol.message.OrfToken;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Offsets and constants of the Corosync 3.1 frame layouts: packed structures whose multi-byte fields stand in the sender's
 * byte order, told by the magic number. We write little-endian and read both.
 */
public final class FrameLayout {

    public static final int MAGIC = 0xC070;
    public static final int MAGIC_SWAPPED = 0x70C0;
    public static final int PROTOCOL_VERSION = 3;

    public static final int TYPE_ORF_TOKEN = 0;
    public static final int TYPE_MCAST = 1;
    public static final int TYPE_MERGE_DETECT = 2;
    public static final int TYPE_JOIN = 3;
    public static final int TYPE_COMMIT_TOKEN = 4;
    public static final int TYPE_TOKEN_HOLD_CANCEL = 5;

    /** Most processors of a ring. */
    public static final int PROCESSOR_COUNT_MAX = 384;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = 2;
    public static final int TYPE_OFFSET = 3;
    public static final int ENCAPSULATED_OFFSET = 4;
    public static final int NODE_ID_OFFSET = 5;
    public static final int TARGET_NODE_ID_OFFSET = 9;
    public static final int HEADER_LENGTH = 13;

    public static final int ENCAPSULATED = 1;
    public static final int NOT_ENCAPSULATED = 2;

    public static final int RING_ID_LENGTH = 12;

    public static final int MCAST_SYSTEM_FROM_OFFSET = 13;
    public static final int MCAST_SEQ_OFFSET = 17;
    public static final int MCAST_THIS_SEQNO_OFFSET = 21;
    public static final int MCAST_RING_ID_OFFSET = 25;
    public static final int MCAST_NODE_ID_OFFSET = 37;
    public static final int MCAST_GUARANTEE_OFFSET = 41;
    public static final int MCAST_HEADER_LENGTH = 45;

    public static final int TOKEN_SEQ_OFFSET = 13;
    public static final int TOKEN_TOKEN_SEQ_OFFSET = 17;
    public static final int TOKEN_ARU_OFFSET = 21;
    public static final int TOKEN_ARU_ADDRESS_OFFSET = 25;
    public static final int TOKEN_RING_ID_OFFSET = 29;
    public static final int TOKEN_BACKLOG_OFFSET = 41;
    public static final int TOKEN_FCC_OFFSET = 45;
    public static final int TOKEN_RETRANS_FLAG_OFFSET = 49;
    public static final int TOKEN_RTR_COUNT_OFFSET = 53;
    public static final int TOKEN_RTR_LIST_OFFSET = 57;
    public static final int TOKEN_RTR_ENTRY_LENGTH = 16;

    public static final int JOIN_SYSTEM_FROM_OFFSET = 13;
    public static final int JOIN_PROC_COUNT_OFFSET = 17;
    public static final int JOIN_FAILED_COUNT_OFFSET = 21;
    public static final int JOIN_RING_SEQ_OFFSET = 25;
    public static final int JOIN_LISTS_OFFSET = 33;

    public static final int COMMIT_TOKEN_SEQ_OFFSET = 13;
    public static final int COMMIT_RING_ID_OFFSET = 17;
    public static final int COMMIT_RETRANS_FLAG_OFFSET = 29;
    public static final int COMMIT_MEMBER_INDEX_OFFSET = 33;
    public static final int COMMIT_COUNT_OFFSET = 37;
    public static final int COMMIT_LISTS_OFFSET = 41;
    public static final int COMMIT_ENTRY_LENGTH = 24;
    public static final int COMMIT_ENTRY_ARU_OFFSET = 12;
    public static final int COMMIT_ENTRY_HIGH_DELIVERED_OFFSET = 16;
    public static final int COMMIT_ENTRY_RECEIVED_FLAG_OFFSET = 20;

    public static final int MERGE_DETECT_SYSTEM_FROM_OFFSET = 13;
    public static final int MERGE_DETECT_RING_ID_OFFSET = 17;
    public static final int MERGE_DETECT_LENGTH = 29;

    /** What may follow a merge detect, counted from its end. */
    public static final int HEARING_MEMBERS_COUNT_OFFSET = 0;

    public static final int HEARING_HEARD_COUNT_OFFSET = 4;
    public static final int HEARING_WANTED_OFFSET = 8;
    public static final int HEARING_ASKING_OFFSET = 20;
    public static final int HEARING_LISTS_OFFSET = 21;

    public static final int TOKEN_HOLD_CANCEL_RING_ID_OFFSET = 13;
    public static final int TOKEN_HOLD_CANCEL_LENGTH = 25;

    private FrameLayout() {}

    /** Length of the longest frame besides those of data, if no list has more than {@code nodes} of them. */
    public static int longestWithoutData(final int nodes) {
        final int token = TOKEN_RTR_LIST_OFFSET + OrfToken.RETRANSMIT_ENTRIES_MAX * TOKEN_RTR_ENTRY_LENGTH;
        final int commitToken = COMMIT_LISTS_OFFSET + nodes * (Integer.BYTES + COMMIT_ENTRY_LENGTH);
        final int join = JOIN_LISTS_OFFSET + 2 * nodes * Integer.BYTES;
        final int mergeDetect = MERGE_DETECT_LENGTH + HEARING_LISTS_OFFSET + 2 * nodes * Integer.BYTES;
        return Math.max(Math.max(token, commitToken), Math.max(join, mergeDetect));
    }

    /** The byte order that the frame at {@code offset} was written in, null if its magic number is neither. */
    static ByteOrder orderOf(final DirectBuffer buffer, final int offset) {
        final int magic = buffer.getShort(offset + MAGIC_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        if (magic == MAGIC) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        return magic == MAGIC_SWAPPED ? ByteOrder.BIG_ENDIAN : null;
    }

    /** Writes the 13 bytes of a header. */
    static void putHeader(
            final MutableDirectBuffer buffer,
            final int offset,
            final int type,
            final int encapsulated,
            final int nodeId) {
        buffer.putShort(offset + MAGIC_OFFSET, (short) MAGIC, ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(offset + VERSION_OFFSET, (byte) PROTOCOL_VERSION);
        buffer.putByte(offset + TYPE_OFFSET, (byte) type);
        buffer.putByte(offset + ENCAPSULATED_OFFSET, (byte) encapsulated);
        buffer.putInt(offset + NODE_ID_OFFSET, nodeId, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + TARGET_NODE_ID_OFFSET, 0, ByteOrder.LITTLE_ENDIAN);
    }
}
