/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.group.GroupMember;
import java.util.Arrays;

/** The chosen state of one round on its way to those who lack it, in chunks that all members are delivered in one order. */
final class SnapshotTransfer {

    private final Round round;
    private final GroupMember source;
    private final int chunkBytes;
    private byte[] snapshot;
    private int deliveredBytes;

    SnapshotTransfer(final Round round, final GroupMember source, final int chunkBytes) {
        this.round = round;
        this.source = source;
        this.chunkBytes = chunkBytes;
    }

    /** We are its source, and this is the state. */
    ReplicaMessage.Chunk begin(final byte[] newSnapshot) {
        snapshot = newSnapshot;
        return next();
    }

    /** The chunk after what was delivered; called by the source only. */
    ReplicaMessage.Chunk next() {
        final int end = (int) Math.min(snapshot.length, (long) deliveredBytes + chunkBytes);
        return new ReplicaMessage.Chunk(
                round, deliveredBytes, snapshot.length, Arrays.copyOfRange(snapshot, deliveredBytes, end));
    }

    /** Whether the chunk is the one that this transfer goes on with. */
    boolean accepts(final GroupMember sender, final ReplicaMessage.Chunk chunk) {
        return sender.equals(source)
                && chunk.round().equals(round)
                && chunk.offset() == deliveredBytes
                && chunk.offset() + (long) chunk.bytes().length <= chunk.totalBytes();
    }

    /** A chunk was delivered that is accepted. Returns whether the state is complete with it. */
    boolean onChunk(final ReplicaMessage.Chunk chunk) {
        if (snapshot == null) {
            snapshot = new byte[chunk.totalBytes()];
        }
        System.arraycopy(chunk.bytes(), 0, snapshot, deliveredBytes, chunk.bytes().length);
        deliveredBytes += chunk.bytes().length;
        return chunk.isLast();
    }

    /** The state, when it is complete. */
    byte[] snapshot() {
        return snapshot;
    }
}
