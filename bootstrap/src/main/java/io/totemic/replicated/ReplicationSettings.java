/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated;

import io.totemic.PayloadCodec;

/**
 * How a state machine is replicated; the same at all replicas.
 *
 * @param commands makes bytes of commands
 * @param states makes bytes of states, for those who lack them
 * @param replicas how many replicas there are when all are there, at most one on each node; 0 for as many as the cluster expects
 *     votes, which is right if there is one on each node and each node has one vote. Too small a number loses what was executed
 * @param chunkBytes a state is sent in chunks of this length, one at a time, so that commands go on between them
 * @param waitingBytesMax with more bytes of commands that wait to be sent, and for a longer command, clients are told to try again
 * @param heldBackBytesMax a replica that waits for a state holds back no more bytes of commands than this, but asks for a newer one
 * @param windowBytes how far a replica may be behind the ring before the ring is held back
 */
public record ReplicationSettings<S, C>(
        PayloadCodec<C> commands,
        PayloadCodec<S> states,
        int replicas,
        int chunkBytes,
        int waitingBytesMax,
        int heldBackBytesMax,
        int windowBytes) {

    private static final int MEBIBYTE = 1024 * 1024;

    /** The default settings: a replica on each node, chunks of 64 KiB. */
    public static <S, C> ReplicationSettings<S, C> of(final PayloadCodec<C> commands, final PayloadCodec<S> states) {
        return new ReplicationSettings<>(commands, states, 0, 64 * 1024, 4 * MEBIBYTE, 64 * MEBIBYTE, 4 * MEBIBYTE);
    }

    /** With so many replicas when all are there. */
    public ReplicationSettings<S, C> withReplicas(final int newReplicas) {
        return new ReplicationSettings<>(
                commands, states, newReplicas, chunkBytes, waitingBytesMax, heldBackBytesMax, windowBytes);
    }

    /** With chunks of that length. */
    public ReplicationSettings<S, C> withChunkBytes(final int newChunkBytes) {
        return new ReplicationSettings<>(
                commands, states, replicas, newChunkBytes, waitingBytesMax, heldBackBytesMax, windowBytes);
    }
}
