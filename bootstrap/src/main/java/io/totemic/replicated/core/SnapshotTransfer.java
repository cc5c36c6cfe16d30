/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.group.GroupMember;
import java.util.Arrays;

/** The chosen state of one round on its way to those who lack it, in chunks that all members are delivered in one order. */
final class SnapshotTransfer {

    private static final int UNKNOWN = -1;

    private final Round round;
    private final GroupMember source;
    private final int chunkBytes;
    private boolean isSource;
    private byte[] snapshot = new byte[0];
    private int deliveredBytes;

    /** Length of the state as the first chunk says it. */
    private int totalBytes = UNKNOWN;

    SnapshotTransfer(final Round round, final GroupMember source, final int chunkBytes) {
        this.round = round;
        this.source = source;
        this.chunkBytes = chunkBytes;
    }

    /** We are its source, and this is the state. */
    ReplicaMessage.Chunk begin(final byte[] newSnapshot) {
        snapshot = newSnapshot;
        isSource = true;
        return next();
    }

    /** The chunk after what was delivered; called by the source only. */
    ReplicaMessage.Chunk next() {
        final int end = (int) Math.min(snapshot.length, (long) deliveredBytes + chunkBytes);
        return new ReplicaMessage.Chunk(
                round, deliveredBytes, snapshot.length, Arrays.copyOfRange(snapshot, deliveredBytes, end));
    }

    /** Whether the chunk is the one that this transfer goes on with; all chunks say the same length of the state. */
    boolean accepts(final GroupMember sender, final ReplicaMessage.Chunk chunk) {
        return sender.equals(source)
                && chunk.round().equals(round)
                && chunk.offset() == deliveredBytes
                && (totalBytes == UNKNOWN || chunk.totalBytes() == totalBytes)
                && chunk.offset() + (long) chunk.bytes().length <= chunk.totalBytes();
    }

    /** A chunk was delivered that is accepted. Returns whether the state is complete with it. */
    boolean onChunk(final ReplicaMessage.Chunk chunk) {
        totalBytes = chunk.totalBytes();
        final byte[] bytes = chunk.bytes();
        if (!isSource) {
            append(bytes);
        }
        deliveredBytes += bytes.length;
        return chunk.isLast();
    }

    /** Grown by what has come, not by what was announced; when all has come there is no byte too many. */
    private void append(final byte[] bytes) {
        if (deliveredBytes + bytes.length > snapshot.length) {
            final long wanted = Math.max(2L * snapshot.length, deliveredBytes + (long) bytes.length);
            snapshot = Arrays.copyOf(snapshot, (int) Math.min(totalBytes, wanted));
        }
        System.arraycopy(bytes, 0, snapshot, deliveredBytes, bytes.length);
    }

    /** The state, when it is complete. */
    byte[] snapshot() {
        return snapshot;
    }
}
