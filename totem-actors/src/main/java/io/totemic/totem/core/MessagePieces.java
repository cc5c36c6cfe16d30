/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.group.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The parts of a message that came in several packets, in order. They stay where they came until the whole message is copied out, once.
 *
 * <p>Keeps at most twice the bytes of the parts, and few objects besides: small parts do not keep their packets.
 *
 * <p>Not thread-safe.
 */
final class MessagePieces {

    /** So many bytes from the start are in the first piece, or all are. Covers the header of every service. */
    static final int HEAD_BYTES = 64;

    private static final int MOST_PIECES = 1024;

    private record Piece(byte[] bytes, int offset, int length) {}

    private final List<Piece> pieces = new ArrayList<>();
    private int length;

    /** Appends {@code count} of {@code bytes}, which must not change any more. */
    void append(final byte[] bytes, final int offset, final int count) {
        pieces.add(
                keepsMuchElse(bytes, count)
                        ? new Piece(Arrays.copyOfRange(bytes, offset, offset + count), 0, count)
                        : new Piece(bytes, offset, count));
        length += count;
        if (pieces.size() > 1 && (pieces.get(0).length < HEAD_BYTES || pieces.size() > MOST_PIECES)) {
            final byte[] joined = copy(0);
            pieces.clear();
            pieces.add(new Piece(joined, 0, length));
        }
    }

    /** Bytes of all pieces. */
    int length() {
        return length;
    }

    /** Bytes of memory that are kept alive, some 40 for the objects around each piece included. */
    long keptBytes() {
        return pieces.stream().mapToLong(piece -> 40L + piece.bytes.length).sum();
    }

    /** The bytes that the first piece stands in. */
    byte[] head() {
        return pieces.get(0).bytes;
    }

    /** Where in {@link #head()} the first piece begins. */
    int headOffset() {
        return pieces.get(0).offset;
    }

    /** Whether {@code count} of {@code bytes}, while they are held, keep more alive than themselves. */
    static boolean keepsMuchElse(final byte[] bytes, final int count) {
        return count < bytes.length / 2;
    }

    /** All from the byte number {@code from} on, which lies in the first piece, where they stand. */
    Payload contentFrom(final int from) {
        final List<ByteBuffer> buffers = new ArrayList<>(pieces.size());
        for (final Piece piece : pieces) {
            buffers.add(ByteBuffer.wrap(piece.bytes, piece.offset, piece.length));
        }
        buffers.get(0).position(pieces.get(0).offset + from);
        return Payload.of(buffers);
    }

    /** A copy of all from the byte number {@code from} on. */
    byte[] copy(final int from) {
        final byte[] copy = new byte[length - from];
        int before = 0;
        for (final Piece piece : pieces) {
            final int skipped = Math.max(0, from - before);
            if (skipped < piece.length) {
                System.arraycopy(
                        piece.bytes, piece.offset + skipped, copy, before + skipped - from, piece.length - skipped);
            }
            before += piece.length;
        }
        return copy;
    }
}
