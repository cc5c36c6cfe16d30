/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.NodeId;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a node says of itself to the tally of the others, in Corosync's layout of nodeinfo: header id i32 at 0, size i32 at 8,
 * node id u32 at 16, votes u32 at 20, expected votes u32 at 24, flags u32 at 28. Little-endian.
 *
 * @param node who says so
 * @param votes its votes, 0 or more
 * @param expectedVotes what it expects the whole cluster to have
 * @param isQuorate whether it was quorate before this configuration
 * @param isWaitingForAll whether it has never been, and waits to see all
 * @param isFirst whether it has never been in a ring with others
 */
public record NodeVotes(
        NodeId node, int votes, int expectedVotes, boolean isQuorate, boolean isWaitingForAll, boolean isFirst) {

    private static final int MESSAGE_ID = 5 << 16;
    private static final int SIZE_BYTES = 32;
    private static final int FLAG_QUORATE = 1;
    private static final int FLAG_WAITING_FOR_ALL = 4;
    private static final int FLAG_FIRST = 8;
    private static final int VOTES_MAX = 1_000_000;

    /** The bytes. */
    public byte[] encode() {
        final byte[] bytes = new byte[SIZE_BYTES];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putInt(0, MESSAGE_ID, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(8, SIZE_BYTES, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(16, node.value(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(20, votes, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(24, expectedVotes, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(
                28,
                (isQuorate ? FLAG_QUORATE : 0)
                        | (isWaitingForAll ? FLAG_WAITING_FOR_ALL : 0)
                        | (isFirst ? FLAG_FIRST : 0),
                ByteOrder.LITTLE_ENDIAN);
        return bytes;
    }

    /** Reads what {@code sender} sent; null for anything that is no nodeinfo of its own. */
    public static NodeVotes decode(final NodeId sender, final byte[] bytes) {
        if (bytes.length != SIZE_BYTES) {
            return null;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int votes = buffer.getInt(20, ByteOrder.LITTLE_ENDIAN);
        final int expectedVotes = buffer.getInt(24, ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(0, ByteOrder.LITTLE_ENDIAN) != MESSAGE_ID
                || buffer.getInt(16, ByteOrder.LITTLE_ENDIAN) != sender.value()
                || votes < 0
                || votes > VOTES_MAX
                || expectedVotes < 0
                || expectedVotes > VOTES_MAX) {
            return null;
        }
        final int flags = buffer.getInt(28, ByteOrder.LITTLE_ENDIAN);
        return new NodeVotes(
                sender,
                votes,
                expectedVotes,
                (flags & FLAG_QUORATE) != 0,
                (flags & FLAG_WAITING_FOR_ALL) != 0,
                (flags & FLAG_FIRST) != 0);
    }
}
