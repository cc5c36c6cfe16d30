/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import io.aeron.protocol.SetupFlyweight;
import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Datagrams before Aeron sees them: what is let through must be such that the walk over its frames, which trusts every length, stays inside, and that
 * a log can be made as a set-up frame says.
 */
public final class DatagramTarget implements FuzzTarget {

    private static final int TYPE_OFFSET = HeaderFlyweight.TYPE_FIELD_OFFSET;

    private final SetupFlyweight setup = new SetupFlyweight();

    @Override
    public boolean decode(final byte[] input) {
        if (input.length < HeaderFlyweight.MIN_HEADER_LENGTH) {
            // Aeron itself looks at none of these.
            return false;
        }
        final UnsafeBuffer datagram = new UnsafeBuffer(input);
        if ((datagram.getShort(TYPE_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF) == HeaderFlyweight.HDR_TYPE_SETUP) {
            return decodeSetup(datagram);
        }
        // The whole datagram, or a row of frames at its begin: the network may have joined others behind it.
        final int row = GuardedReceiveEndpoint.wellFormedBytes(datagram, input.length);
        Expect.that(row >= 0 && row <= input.length, "a row of frames is a part of the datagram");
        if (row > 0) {
            walk(datagram, row);
        }
        return GuardedReceiveEndpoint.isWellFormed(datagram, input.length);
    }

    private boolean decodeSetup(final UnsafeBuffer datagram) {
        if (datagram.capacity() < SetupFlyweight.HEADER_LENGTH) {
            return false;
        }
        setup.wrap(datagram, 0, datagram.capacity());
        if (!GuardedReceiveEndpoint.isPlausible(setup)) {
            return false;
        }
        LogBufferDescriptor.checkTermLength(setup.termLength());
        final long position = LogBufferDescriptor.computePosition(
                setup.activeTermId(),
                setup.termOffset(),
                LogBufferDescriptor.positionBitsToShift(setup.termLength()),
                setup.initialTermId());
        Expect.that(position >= 0, "the position of a set-up frame is one");
        Expect.that(
                AeronSession.isOurStream(setup.streamId()) && setup.mtuLength() <= setup.termLength() / 8,
                "a set-up frame is of our streams, and its frames fit into its terms");
        return true;
    }

    /** As Aeron reads what it has put into a term. */
    private static void walk(final UnsafeBuffer datagram, final int length) {
        final int session = DataHeaderFlyweight.sessionId(datagram, 0);
        int at = 0;
        boolean isPadding = false;
        while (at < length) {
            Expect.that(!isPadding, "nothing comes behind padding");
            Expect.that(
                    length - at >= DataHeaderFlyweight.HEADER_LENGTH
                            && DataHeaderFlyweight.sessionId(datagram, at) == session
                            && DataHeaderFlyweight.termOffset(datagram, at)
                                    == DataHeaderFlyweight.termOffset(datagram, 0) + at,
                    "each frame has a header, of one session, and says where it is");
            final int frameLength = FrameDescriptor.frameLength(datagram, at);
            isPadding = FrameDescriptor.isPaddingFrame(datagram, at);
            if (frameLength == 0) {
                Expect.that(length == DataHeaderFlyweight.HEADER_LENGTH, "a heartbeat is alone");
                return;
            }
            Expect.that(
                    frameLength >= DataHeaderFlyweight.HEADER_LENGTH
                            && (isPadding || frameLength <= length - at)
                            && DataHeaderFlyweight.termOffset(datagram, at) + (long) frameLength
                                    <= LogBufferDescriptor.TERM_MAX_LENGTH,
                    "a frame is in its datagram, padding in its term");
            at += isPadding
                    ? DataHeaderFlyweight.HEADER_LENGTH
                    : BitUtil.align(frameLength, FrameDescriptor.FRAME_ALIGNMENT);
        }
    }

    @Override
    public List<byte[]> seeds() {
        final byte[] heartbeat = data(0, HeaderFlyweight.HDR_TYPE_DATA, 0);
        final byte[] two = new byte[160];
        System.arraycopy(data(96, HeaderFlyweight.HDR_TYPE_DATA, 64), 0, two, 0, 96);
        System.arraycopy(data(64, HeaderFlyweight.HDR_TYPE_DATA, 160), 0, two, 96, 64);
        final byte[] padding = data(4_096, HeaderFlyweight.HDR_TYPE_PAD, 1_024);
        final byte[] header = new byte[SetupFlyweight.HEADER_LENGTH];
        setup.wrap(new UnsafeBuffer(header));
        setup.termOffset(64)
                .sessionId(7)
                .streamId(AeronSession.DATA_STREAM)
                .initialTermId(3)
                .activeTermId(4)
                .termLength(64 * 1024)
                .mtuLength(1_408)
                .ttl(0)
                .version((short) 0)
                .frameLength(SetupFlyweight.HEADER_LENGTH)
                .headerType(HeaderFlyweight.HDR_TYPE_SETUP);
        return List.of(heartbeat, two, padding, header);
    }

    /** A frame; padding and a heartbeat are only headers. */
    private static byte[] data(final int frameLength, final int type, final int termOffset) {
        final boolean isHeader = frameLength == 0 || type == HeaderFlyweight.HDR_TYPE_PAD;
        final DataHeaderFlyweight frame = new DataHeaderFlyweight(
                new UnsafeBuffer(new byte[isHeader ? DataHeaderFlyweight.HEADER_LENGTH : frameLength]));
        frame.termOffset(termOffset)
                .sessionId(7)
                .streamId(AeronSession.DATA_STREAM)
                .termId(3)
                .frameLength(frameLength)
                .headerType(type);
        return frame.byteArray();
    }

    @Override
    public int longestInputBytes() {
        return 2_048;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(4 * 1024, 32);
    }
}
