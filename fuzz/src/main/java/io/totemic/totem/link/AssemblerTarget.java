/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames that Aeron has split. An input is a row of fragments, each behind its session in one byte, its flags in one, and its length in two. What comes
 * out is what went in between a first and a last fragment of one session, and never too long.
 */
public final class AssemblerTarget implements FuzzTarget {

    private static final int LONGEST_FRAME_BYTES = 1_024;
    private static final int PIECE_HEADER_BYTES = 4;
    private static final byte FLAGS = FrameDescriptor.UNFRAGMENTED;

    /** In the flags of an input: a fragment of the session was lost before this one. */
    private static final int LOST = 1;

    private static final int TERM_BYTES = 1 << 16;
    private static final int LOST_BYTES = 2_048;

    private final Header header = new Header(0, 16);
    private final UnsafeBuffer whole = new UnsafeBuffer(0, 0);
    private final int[] ends = new int[256];
    private int wholeFrames;
    private int session;

    @Override
    public boolean decode(final byte[] input) {
        final LinkCounters counters = new LinkCounters();
        final BoundedAssembler assembler = new BoundedAssembler(this::onWhole, LONGEST_FRAME_BYTES, counters);
        final ByteArrayOutputStream[] begun = new ByteArrayOutputStream[256];
        Arrays.fill(ends, 0);
        final ByteBuffer rest = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        boolean isTaken = false;
        while (rest.remaining() >= PIECE_HEADER_BYTES) {
            session = rest.get() & 0xFF;
            final byte given = rest.get();
            final byte flags = (byte) (given & FLAGS);
            final boolean isBehindALoss = (given & LOST) != 0;
            final byte[] bytes = new byte[Math.min(rest.getShort() & 0x3FF, rest.remaining())];
            rest.get(bytes);
            final int framesBefore = wholeFrames;
            final int openBefore = assembler.openSessions();
            if (isBehindALoss) {
                ends[session] += LOST_BYTES;
                if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) == 0) {
                    begun[session] = null;
                }
            }
            take(assembler, flags, bytes);
            if (assembler.openSessions() < openBefore - 1) {
                // It had too many, and has forgotten them.
                Arrays.fill(begun, null);
            }
            if (flags == FLAGS) {
                Expect.that(wholeFrames == framesBefore + 1 && isWhole(bytes), "a frame that is not split comes out");
                continue;
            }
            final byte[] expected = expected(begun, flags, bytes);
            Expect.that(
                    expected == null
                            ? wholeFrames == framesBefore
                            : wholeFrames == framesBefore + 1 && isWhole(expected),
                    "what was split comes out as it was, and nothing else");
            isTaken |= expected != null;
            Expect.that(
                    assembler.openSessions() <= BoundedAssembler.MAX_SESSIONS,
                    "only so many sessions are in the middle of a frame");
        }
        return isTaken;
    }

    /** What must come out after this fragment; null if nothing. */
    private byte[] expected(final ByteArrayOutputStream[] begun, final byte flags, final byte[] bytes) {
        if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) != 0) {
            begun[session] = new ByteArrayOutputStream();
        }
        if (begun[session] == null) {
            return null;
        }
        begun[session].writeBytes(bytes);
        if (begun[session].size() > LONGEST_FRAME_BYTES) {
            begun[session] = null;
            return null;
        }
        if ((flags & FrameDescriptor.END_FRAG_FLAG) == 0) {
            return null;
        }
        final byte[] frame = begun[session].toByteArray();
        begun[session] = null;
        return frame;
    }

    private void take(final BoundedAssembler assembler, final byte flags, final byte[] bytes) {
        final DataHeaderFlyweight frame =
                new DataHeaderFlyweight(new UnsafeBuffer(new byte[DataHeaderFlyweight.HEADER_LENGTH + bytes.length]));
        final int bytesInLog = BitUtil.align(frame.capacity(), FrameDescriptor.FRAME_ALIGNMENT);
        if (ends[session] % TERM_BYTES + bytesInLog > TERM_BYTES) {
            // It does not fit into this term.
            ends[session] += TERM_BYTES - ends[session] % TERM_BYTES;
        }
        frame.frameLength(frame.capacity());
        frame.termId(ends[session] / TERM_BYTES);
        frame.termOffset(ends[session] % TERM_BYTES);
        ends[session] += bytesInLog;
        frame.flags(flags);
        frame.sessionId(session);
        frame.putBytes(DataHeaderFlyweight.HEADER_LENGTH, bytes);
        header.buffer(frame);
        header.offset(0);
        assembler.onFragment(frame, DataHeaderFlyweight.HEADER_LENGTH, bytes.length, header);
    }

    private void onWhole(final DirectBuffer buffer, final int offset, final int length, final Header ofLast) {
        whole.wrap(buffer, offset, length);
        wholeFrames++;
    }

    private boolean isWhole(final byte[] bytes) {
        return whole.equals(new UnsafeBuffer(bytes));
    }

    @Override
    public List<byte[]> seeds() {
        final ByteArrayOutputStream interleaved = new ByteArrayOutputStream();
        put(interleaved, 1, FrameDescriptor.BEGIN_FRAG_FLAG, 400);
        put(interleaved, 2, FrameDescriptor.BEGIN_FRAG_FLAG, 10);
        put(interleaved, 3, FrameDescriptor.UNFRAGMENTED, 7);
        put(interleaved, 1, (byte) 0, 600);
        put(interleaved, 1, FrameDescriptor.END_FRAG_FLAG, 24);
        put(interleaved, 2, FrameDescriptor.END_FRAG_FLAG, 0);
        final ByteArrayOutputStream tooLong = new ByteArrayOutputStream();
        put(tooLong, 1, FrameDescriptor.BEGIN_FRAG_FLAG, 1_000);
        put(tooLong, 1, FrameDescriptor.END_FRAG_FLAG, 25);
        put(tooLong, 1, FrameDescriptor.BEGIN_FRAG_FLAG, 1);
        put(tooLong, 1, FrameDescriptor.END_FRAG_FLAG, 1);
        final ByteArrayOutputStream lost = new ByteArrayOutputStream();
        put(lost, 1, FrameDescriptor.BEGIN_FRAG_FLAG, 100);
        put(lost, 1, (byte) (FrameDescriptor.END_FRAG_FLAG | LOST), 100);
        put(lost, 1, FrameDescriptor.BEGIN_FRAG_FLAG, 1);
        put(lost, 1, FrameDescriptor.END_FRAG_FLAG, 1);
        return List.of(interleaved.toByteArray(), tooLong.toByteArray(), lost.toByteArray());
    }

    private static void put(final ByteArrayOutputStream out, final int session, final byte flags, final int length) {
        out.writeBytes(ByteBuffer.allocate(PIECE_HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) session)
                .put(flags)
                .putShort((short) length)
                .array());
        out.writeBytes(new byte[length]);
    }

    @Override
    public AllocationBound bound() {
        // Each first fragment, of 4 bytes, begins a frame; the rest is what this target itself makes.
        return new AllocationBound(64 * 1024, LONGEST_FRAME_BYTES / PIECE_HEADER_BYTES + 256);
    }
}
