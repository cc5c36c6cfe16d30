/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.MessageId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The contents of the messages of one run. A message begins with its id and its length, and each byte after them follows from
 * these. One that is too short for that begins with one byte, which tells it from the other short ones of its node.
 */
final class MessagePayloads {

    /** Below this a message has no room for its id. */
    static final int HEADER_BYTES = 16;

    /** So that bytes a frame apart differ. */
    private static final int STEP = 7;

    private static final int SHORT_ONES_MAX = 256;

    private final TreeMap<NodeId, List<MessageId>> shortOnes = new TreeMap<>();

    /** Of so many bytes, at least 1; longer if the node has sent as many short ones as a byte can tell apart. */
    byte[] encode(final MessageId message, final int bytes) {
        final List<MessageId> others = shortOnes.computeIfAbsent(message.node(), key -> new ArrayList<>());
        if (bytes >= HEADER_BYTES || others.size() == SHORT_ONES_MAX) {
            return longContent(message, Math.max(HEADER_BYTES, bytes));
        }
        others.add(message);
        return shortContent(others.size() - 1, Math.max(1, bytes));
    }

    /** Which message of {@code sender} it is; one of incarnation 0 if none of it can be. */
    MessageId decode(final NodeId sender, final byte[] payload) {
        if (payload.length >= HEADER_BYTES) {
            final ByteBuffer buffer = ByteBuffer.wrap(payload);
            return new MessageId(new NodeId(buffer.getInt()), buffer.getInt(), buffer.getInt());
        }
        final List<MessageId> others = shortOnes.getOrDefault(sender, List.of());
        final int number = payload.length == 0 ? SHORT_ONES_MAX : Byte.toUnsignedInt(payload[0]);
        return number < others.size() ? others.get(number) : new MessageId(sender, 0, number);
    }

    /** Whether the message has the bytes that it was sent with. */
    boolean isWhole(final MessageId message, final byte[] payload) {
        if (payload.length >= HEADER_BYTES) {
            return Arrays.equals(payload, longContent(message, payload.length));
        }
        final int number = shortOnes.getOrDefault(message.node(), List.of()).indexOf(message);
        return number >= 0 && Arrays.equals(payload, shortContent(number, payload.length));
    }

    private static byte[] longContent(final MessageId message, final int bytes) {
        final ByteBuffer buffer = ByteBuffer.allocate(bytes)
                .putInt(message.node().value())
                .putInt(message.incarnation())
                .putInt(message.number())
                .putInt(bytes);
        for (int i = HEADER_BYTES; i < bytes; i++) {
            buffer.put((byte) (message.number() + i * STEP));
        }
        return buffer.array();
    }

    private static byte[] shortContent(final int number, final int bytes) {
        final byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            content[i] = (byte) (number + i * (STEP + bytes));
        }
        return content;
    }
}
