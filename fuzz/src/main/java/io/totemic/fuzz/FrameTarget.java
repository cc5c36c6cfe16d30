/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.codec.FrameSanity;
import io.totemic.protocol.codec.RegularMessageCodec;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TotemMessage;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of all six kinds, in both byte orders: what is sane is decoded, and means the same when it is written again. */
final class FrameTarget implements FuzzTarget {

    @Override
    public boolean decode(final byte[] input) {
        // Behind the frame stands what must not be read.
        final byte[] between = new byte[input.length + 32];
        Arrays.fill(between, (byte) 0xA5);
        System.arraycopy(input, 0, between, 16, input.length);
        return decode(new UnsafeBuffer(between, 16, input.length), input.length);
    }

    /** Whether a frame is taken. */
    static boolean decode(final UnsafeBuffer frame, final int length) {
        if (FrameSanity.check(frame, 0, length) != null) {
            return false;
        }
        final TotemMessage message = FrameCodec.decode(frame, 0, length);
        final byte[] written = ExampleFrames.encode(message);
        Expect.that(
                FrameSanity.check(new UnsafeBuffer(written), 0, written.length) == null,
                "what was decoded is sane when it is encoded");
        final TotemMessage again = FrameCodec.decode(new UnsafeBuffer(written), 0, written.length);
        if (message instanceof RegularMessage regular) {
            final RegularMessage other = (RegularMessage) again;
            Expect.that(
                    regular.toString().equals(other.toString())
                            && regular.isSafe() == other.isSafe()
                            && Arrays.equals(regular.payload(), other.payload()),
                    "a data frame that is written again is the same");
            if (regular.isEncapsulated()) {
                RegularMessageCodec.unwrap(regular);
            }
        } else {
            Expect.that(message.toString().equals(again.toString()), "a frame that is written again is the same");
        }
        return true;
    }

    @Override
    public List<byte[]> seeds() {
        return ExampleFrames.bytes();
    }

    @Override
    public int longestInputBytes() {
        // A commit token of 384 members has 10 793.
        return 12_000;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(16 * 1024, 200);
    }
}
