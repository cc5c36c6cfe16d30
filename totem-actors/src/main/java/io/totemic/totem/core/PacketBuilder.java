/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.PacketLayout.*;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Builds one packet after the other, in the same memory; see {@link PacketLayout}. */
final class PacketBuilder {

    /** No message is split off a piece smaller than this, unless it ends there. */
    static final int SMALLEST_FRAGMENT_BYTES = 64;

    private final UnsafeBuffer bodies;
    private final int maxBytes;
    private int continuation;
    private int[] lengths = new int[16];
    private int count;
    private int bodyBytes;

    PacketBuilder(final int maxBytes) {
        this.maxBytes = maxBytes;
        bodies = new UnsafeBuffer(new byte[maxBytes]);
    }

    /** Begins a packet whose first message has the number {@code newContinuation} if it goes on from the one before, 0 if it does not. */
    void begin(final int newContinuation) {
        continuation = newContinuation;
        count = 0;
        bodyBytes = 0;
    }

    /** Bytes of one more message that fit, its service byte included; negative if none does. */
    int roomForMessage() {
        return maxBytes - LENGTHS_OFFSET - LENGTH_BYTES * (count + 1) - bodyBytes;
    }

    /** Appends {@code length} bytes of the message from {@code offset}, where byte 0 is the service number. */
    void append(final OutgoingMessage message, final int offset, final int length) {
        int at = bodyBytes;
        int from = offset - SERVICE_BYTES;
        int remaining = length;
        if (offset == 0) {
            bodies.putByte(at, (byte) message.service().number());
            at++;
            from = 0;
            remaining--;
        }
        final byte[] header = message.header();
        if (from < header.length) {
            final int ofHeader = Math.min(remaining, header.length - from);
            bodies.putBytes(at, header, from, ofHeader);
            at += ofHeader;
            from += ofHeader;
            remaining -= ofHeader;
        }
        bodies.putBytes(at, message.body(), from - header.length, remaining);
        bodyBytes += length;
        if (count == lengths.length) {
            lengths = java.util.Arrays.copyOf(lengths, count * 2);
        }
        lengths[count++] = length;
    }

    byte[] build(final int fragmented) {
        final byte[] packet = new byte[LENGTHS_OFFSET + LENGTH_BYTES * count + bodyBytes];
        final UnsafeBuffer buffer = new UnsafeBuffer(packet);
        buffer.putByte(FRAGMENTED_OFFSET, (byte) fragmented);
        buffer.putByte(CONTINUATION_OFFSET, (byte) continuation);
        buffer.putShort(COUNT_OFFSET, (short) count, ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.putShort(LENGTHS_OFFSET + LENGTH_BYTES * i, (short) lengths[i], ByteOrder.LITTLE_ENDIAN);
        }
        buffer.putBytes(LENGTHS_OFFSET + LENGTH_BYTES * count, bodies, 0, bodyBytes);
        return packet;
    }
}
