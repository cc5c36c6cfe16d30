/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a message. Those of a long one stay in the packets in which they came until somebody wants them in one array.
 *
 * <p>Nobody may write to it. Safe from any thread.
 */
public final class Payload {

    private final int length;

    /** Null once the bytes are joined. Written behind {@link #joined}, so whoever finds none finds that. */
    private volatile List<ByteBuffer> pieces;

    private volatile byte[] joined;

    private Payload(final int length, final List<ByteBuffer> pieces, final byte[] joined) {
        this.length = length;
        this.joined = joined;
        this.pieces = pieces;
    }

    /** These bytes themselves, which must not change any more. */
    public static Payload of(final byte[] bytes) {
        return new Payload(bytes.length, null, bytes);
    }

    /** What stands between position and limit of these, in this order; it must not change any more. */
    public static Payload of(final List<ByteBuffer> pieces) {
        final List<ByteBuffer> own = new ArrayList<>(pieces.size());
        int length = 0;
        for (final ByteBuffer piece : pieces) {
            own.add(piece.slice());
            length += piece.remaining();
        }
        return new Payload(length, own, null);
    }

    /** How many bytes, 0 or more. */
    public int length() {
        return length;
    }

    /** All of them in one array, to be read only. The first call copies them if they came in several packets, and lets go of these. */
    public byte[] bytes() {
        final byte[] known = joined;
        if (known != null) {
            return known;
        }
        final List<ByteBuffer> parts = pieces;
        if (parts == null) {
            // Another thread was faster.
            return joined;
        }
        final byte[] whole = new byte[length];
        copy(parts, 0, whole, 0, length);
        joined = whole;
        pieces = null;
        return whole;
    }

    /**
     * Copies {@code count} bytes from number {@code from} on into {@code target} at {@code at}.
     *
     * @throws IndexOutOfBoundsException if there are not so many here, or there is no room for them
     */
    public void copyTo(final int from, final byte[] target, final int at, final int count) {
        if (from < 0 || count < 0 || count > length - from || at < 0 || count > target.length - at) {
            throw new IndexOutOfBoundsException(
                    count + " bytes from " + from + " of " + length + " do not fit at " + at + " of " + target.length);
        }
        final List<ByteBuffer> parts = pieces;
        if (parts == null) {
            System.arraycopy(joined, from, target, at, count);
        } else {
            copy(parts, from, target, at, count);
        }
    }

    /** All of them where they stand, one or more read-only buffers in order; for channels that gather. */
    public List<ByteBuffer> buffers() {
        final List<ByteBuffer> parts = pieces;
        return parts == null
                ? List.of(ByteBuffer.wrap(joined).asReadOnlyBuffer())
                : parts.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }

    private static void copy(
            final List<ByteBuffer> parts, final int from, final byte[] target, final int at, final int count) {
        int before = 0;
        int copied = 0;
        for (final ByteBuffer part : parts) {
            final int skipped = Math.max(0, from - before);
            final int taken = Math.min(part.limit() - skipped, count - copied);
            if (taken > 0) {
                part.get(skipped, target, at + copied, taken);
                copied += taken;
            }
            before += part.limit();
        }
    }

    @Override
    public String toString() {
        return length + " bytes";
    }
}
