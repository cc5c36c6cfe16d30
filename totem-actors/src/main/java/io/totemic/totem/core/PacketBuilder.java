/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.PacketLayout.*;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Builds one packet after the other: notes which parts of which messages are in it, and writes them once. See {@link PacketLayout}. */
final class PacketBuilder {

    /** No message is split off a piece smaller than this, unless it ends there. */
    static final int SMALLEST_FRAGMENT_BYTES = 64;

    private final int maxBytes;
    private final List<OutgoingMessage> messages = new ArrayList<>();
    private int firstOffset;
    private int lastLength;
    private int continuation;
    private int bodyBytes;

    PacketBuilder(final int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Begins a packet whose first message has the number {@code newContinuation} if it goes on from the one before, 0 if it does not. */
    void begin(final int newContinuation) {
        continuation = newContinuation;
        messages.clear();
        bodyBytes = 0;
    }

    /** Bytes of one more message that fit, its service byte included; negative if none does. */
    int roomForMessage() {
        return maxBytes - LENGTHS_OFFSET - LENGTH_BYTES * (messages.size() + 1) - bodyBytes;
    }

    /**
     * Appends {@code length} bytes of the message from {@code offset}, where byte 0 is the service number. Only the first message of a
     * packet may begin above 0, and only the last one end before its end.
     */
    void append(final OutgoingMessage message, final int offset, final int length) {
        if (messages.isEmpty()) {
            firstOffset = offset;
        }
        messages.add(message);
        lastLength = length;
        bodyBytes += length;
    }

    byte[] build(final int fragmented) {
        final int count = messages.size();
        final byte[] packet = new byte[LENGTHS_OFFSET + LENGTH_BYTES * count + bodyBytes];
        final UnsafeBuffer buffer = new UnsafeBuffer(packet);
        buffer.putByte(FRAGMENTED_OFFSET, (byte) fragmented);
        buffer.putByte(CONTINUATION_OFFSET, (byte) continuation);
        buffer.putShort(COUNT_OFFSET, (short) count, ByteOrder.LITTLE_ENDIAN);
        int at = LENGTHS_OFFSET + LENGTH_BYTES * count;
        for (int i = 0; i < count; i++) {
            final OutgoingMessage message = messages.get(i);
            final int offset = i == 0 ? firstOffset : 0;
            final int length = i == count - 1 ? lastLength : SERVICE_BYTES + message.lengthBytes() - offset;
            buffer.putShort(LENGTHS_OFFSET + LENGTH_BYTES * i, (short) length, ByteOrder.LITTLE_ENDIAN);
            write(message, offset, length, packet, at);
            at += length;
        }
        messages.clear();
        return packet;
    }

    private static void write(
            final OutgoingMessage message, final int offset, final int length, final byte[] packet, final int start) {
        int at = start;
        int from = offset - SERVICE_BYTES;
        int remaining = length;
        if (offset == 0) {
            packet[at] = (byte) message.service().number();
            at++;
            from = 0;
            remaining--;
        }
        final byte[] header = message.header();
        if (from < header.length) {
            final int ofHeader = Math.min(remaining, header.length - from);
            System.arraycopy(header, from, packet, at, ofHeader);
            at += ofHeader;
            from += ofHeader;
            remaining -= ofHeader;
        }
        System.arraycopy(message.body(), from - header.length, packet, at, remaining);
    }
}
