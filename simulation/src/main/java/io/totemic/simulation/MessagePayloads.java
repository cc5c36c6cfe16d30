/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.cpg.core.CpgMessage;
import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.MessageId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The contents of the messages of one run. A message begins with its id and its length, and each byte after them follows from
 * these. One that is too short for that begins with one byte, which tells it from the other short ones of its node.
 */
final class MessagePayloads {

    /** Below this a message has no room for its id. */
    static final int HEADER_BYTES = 16;

    private static final int LENGTH_OFFSET = 12;

    /** So that bytes a frame apart differ. */
    private static final int STEP = 7;

    /** So that chunks of a large message differ, which are of so many bytes, a power of two. */
    private static final int CHUNK_SHIFT = 16;

    private static final int CHUNK_STEP = 31;

    private static final int SHORT_ONES_MAX = 256;

    private final TreeMap<NodeId, List<MessageId>> shortOnes = new TreeMap<>();
    private final Set<MessageId> largeOnes = new HashSet<>();
    private byte[] lastWhole = new byte[0];

    /** Of so many bytes, at least 1; longer if the node has sent as many short ones as a byte can tell apart. */
    byte[] encode(final MessageId message, final int bytes) {
        final List<MessageId> others = shortOnes.computeIfAbsent(message.node(), key -> new ArrayList<>());
        if (bytes >= HEADER_BYTES || others.size() == SHORT_ONES_MAX) {
            if (bytes > CpgMessage.PIECE_MAX_BYTES) {
                largeOnes.add(message);
            }
            return longContent(message, Math.max(HEADER_BYTES, bytes));
        }
        others.add(message);
        return shortContent(others.size() - 1, Math.max(1, bytes));
    }

    /** Whether the message is too long to be sent in one piece. */
    boolean isLarge(final MessageId message) {
        return largeOnes.contains(message);
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
            return isLongWhole(message, payload);
        }
        final int number = shortOnes.getOrDefault(message.node(), List.of()).indexOf(message);
        return number >= 0 && Arrays.equals(payload, shortContent(number, payload.length));
    }

    private boolean isLongWhole(final MessageId message, final byte[] payload) {
        if (payload == lastWhole) {
            // Members on one node are given the same bytes.
            return true;
        }
        if (ByteBuffer.wrap(payload).getInt(LENGTH_OFFSET) != payload.length) {
            return false;
        }
        for (int i = HEADER_BYTES; i < payload.length; i++) {
            if (payload[i] != contentAt(message, i)) {
                return false;
            }
        }
        lastWhole = payload;
        return true;
    }

    private static byte contentAt(final MessageId message, final int at) {
        return (byte) (message.number() + at * STEP + (at >> CHUNK_SHIFT) * CHUNK_STEP);
    }

    private static byte[] longContent(final MessageId message, final int bytes) {
        final ByteBuffer buffer = ByteBuffer.allocate(bytes)
                .putInt(message.node().value())
                .putInt(message.incarnation())
                .putInt(message.number())
                .putInt(bytes);
        for (int i = HEADER_BYTES; i < bytes; i++) {
            buffer.put(contentAt(message, i));
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
