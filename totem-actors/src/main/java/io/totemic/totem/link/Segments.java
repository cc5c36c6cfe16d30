/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;

/** Where a row of Aeron's frames may be cut, so that each datagram begins with a frame. */
final class Segments {

    private Segments() {}

    /**
     * Up to where frames can be handed to the kernel at once, to be cut each {@code segmentBytes}: the end of the last of them, or of the
     * first segment that they do not fill.
     *
     * @param from where a frame begins
     * @param to where the last frame ends; of padding there is only the header
     */
    static int endOfRun(final ByteBuffer frames, final int from, final int to, final int segmentBytes) {
        int segment = from;
        int at = from;
        while (at < to) {
            final int bytes = Math.min(frameBytes(frames, at), to - at);
            if (bytes < DataHeaderFlyweight.HEADER_LENGTH) {
                return to;
            }
            if (at + bytes - segment > segmentBytes && at > segment) {
                return at;
            }
            at += bytes;
            if (at - segment >= segmentBytes) {
                segment = at;
            }
        }
        return to;
    }

    private static int frameBytes(final ByteBuffer frames, final int at) {
        final int bytes = frames.getInt(at);
        return BitUtil.align(
                frames.order() == ByteOrder.LITTLE_ENDIAN ? bytes : Integer.reverseBytes(bytes),
                FrameDescriptor.FRAME_ALIGNMENT);
    }
}
