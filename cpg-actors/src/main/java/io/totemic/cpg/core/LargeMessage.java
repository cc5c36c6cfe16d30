/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.group.SendOptions;
import java.util.Arrays;

/**
 * A message that is too large for one, on its way as a chain of chunks.
 *
 * <p>Who joins in the middle of a chain has not seen its begin, so a change that brings somebody in tears every chain whose first chunk
 * was delivered before it. The sender sees the tear at the same place of the order as everybody, and begins again.
 *
 * <p>Not thread-safe; called only by the cpg actor.
 */
final class LargeMessage {

    private final byte[] payload;
    private final SendOptions options;
    private final int chunkBytes;
    private int chain;
    private int submittedBytes;
    private int deliveredBytes;

    LargeMessage(final byte[] payload, final SendOptions options, final int chain, final int chunkBytes) {
        this.payload = payload;
        this.options = options;
        this.chain = chain;
        this.chunkBytes = chunkBytes;
    }

    SendOptions options() {
        return options;
    }

    /** Whether there is a chunk that was not handed over, and not too many that were are still to be delivered. */
    boolean hasNext(final long windowBytes) {
        return submittedBytes < payload.length && submittedBytes - deliveredBytes < windowBytes;
    }

    /** Bytes of the next chunk. */
    int nextBytes() {
        return Math.min(chunkBytes, payload.length - submittedBytes);
    }

    /** The next chunk of the member {@code number}. */
    byte[] next(final int number) {
        final int bytes = nextBytes();
        final byte[] data = Arrays.copyOfRange(payload, submittedBytes, submittedBytes + bytes);
        final boolean isFirst = submittedBytes == 0;
        submittedBytes += bytes;
        if (isFirst) {
            return CpgMessage.firstChunk(number, chain, payload.length, data);
        }
        return CpgMessage.chunk(number, chain, submittedBytes == payload.length, data);
    }

    /** A chunk of ours was delivered; whether it was the last one of this message. */
    boolean onDelivered(final CpgMessage chunk) {
        if (chunk.chain() == chain) {
            deliveredBytes += chunk.dataBytes();
        }
        return deliveredBytes == payload.length;
    }

    /** Whether a tear hits this chain. If its first chunk comes later in the order, all of it does. */
    boolean isTorn() {
        return deliveredBytes > 0;
    }

    /** Begins again under another number; the chunks of the torn chain that are still to come belong to nobody. */
    void begin(final int newChain) {
        chain = newChain;
        submittedBytes = 0;
        deliveredBytes = 0;
    }
}
