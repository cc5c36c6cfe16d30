/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import io.totemic.protocol.message.TotemMessage;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/** Bytes to and from frames, for tests. */
final class Frames {

    private static final int LONGEST = 65536;

    private Frames() {}

    /** The bytes of a text of hexadecimal digits; blanks, line ends and bars only help the reader. */
    static byte[] hex(final String text) {
        return HexFormat.of().parseHex(text.replaceAll("[\\s|]", ""));
    }

    static byte[] encode(final TotemMessage message) {
        final byte[] bytes = new byte[LONGEST];
        return Arrays.copyOf(bytes, FrameCodec.encode(message, new UnsafeBuffer(bytes), 0));
    }

    static FrameFault check(final byte[] frame) {
        return FrameSanity.check(new UnsafeBuffer(frame), 0, frame.length);
    }

    static TotemMessage decode(final byte[] frame) {
        return FrameCodec.decode(new UnsafeBuffer(frame), 0, frame.length);
    }
}
