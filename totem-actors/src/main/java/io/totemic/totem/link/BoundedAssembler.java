/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import java.util.HashMap;
import java.util.Map;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts the fragments of long frames together, up to a length that frames have. Aeron's own assembler has no limit: whoever sends
 * first fragments and never a last one fills the heap with them.
 *
 * <p>Called only by the loop. What is too long, or misses a fragment, is dropped and counted.
 */
final class BoundedAssembler implements FragmentHandler {

    /** Sessions that may be in the middle of a frame; forgetting some loses frames that are sent again. */
    static final int MAX_SESSIONS = 64;

    /** A frame of one session that is not complete, or the place for the next one. */
    private static final class Part {
        private final UnsafeBuffer buffer;
        private boolean isOpen;
        private int length;
        private long endPosition;

        Part(final int maxFrameBytes) {
            buffer = new UnsafeBuffer(new byte[maxFrameBytes]);
        }
    }

    private final FragmentHandler whole;
    private final int maxFrameBytes;
    private final LinkCounters counters;
    private final Map<Integer, Part> parts = new HashMap<>();

    /** Hands whole frames of at most {@code maxFrameBytes} to {@code whole}, with the header of their last fragment. */
    BoundedAssembler(final FragmentHandler whole, final int maxFrameBytes, final LinkCounters counters) {
        this.whole = whole;
        this.maxFrameBytes = maxFrameBytes;
        this.counters = counters;
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        final byte flags = header.flags();
        final boolean isFirst = (flags & FrameDescriptor.BEGIN_FRAG_FLAG) == FrameDescriptor.BEGIN_FRAG_FLAG;
        final boolean isLast = (flags & FrameDescriptor.END_FRAG_FLAG) == FrameDescriptor.END_FRAG_FLAG;
        if (isFirst && isLast) {
            whole.onFragment(buffer, offset, length, header);
            return;
        }
        final Part part = partOf(header.sessionId(), isFirst);
        if (isFirst) {
            part.isOpen = true;
            part.length = 0;
        } else if (part == null || !part.isOpen) {
            // The rest of a frame that was given up, or whose first fragment was lost.
            if (isLast) {
                counters.increment(LinkCounters.Counter.INCOMPLETE_FRAMES);
            }
            return;
        } else if (!isNext(part, length, header)) {
            part.isOpen = false;
            if (isLast) {
                counters.increment(LinkCounters.Counter.INCOMPLETE_FRAMES);
            }
            return;
        }
        if (part.length + length > maxFrameBytes) {
            counters.increment(LinkCounters.Counter.MALFORMED_DATAGRAMS);
            part.isOpen = false;
            return;
        }
        part.buffer.putBytes(part.length, buffer, offset, length);
        part.length += length;
        part.endPosition = header.position();
        if (isLast) {
            // Closed first: the handler may throw.
            part.isOpen = false;
            whole.onFragment(part.buffer, 0, part.length, header);
        }
    }

    private Part partOf(final int session, final boolean isFirst) {
        final Part known = parts.get(session);
        if (known != null || !isFirst) {
            return known;
        }
        if (parts.size() >= MAX_SESSIONS) {
            parts.values().removeIf(part -> !part.isOpen);
        }
        if (parts.size() >= MAX_SESSIONS) {
            parts.clear();
        }
        final Part part = new Part(maxFrameBytes);
        parts.put(session, part);
        return part;
    }

    /** Whether it stands behind the last one; between them may be the end of a term that it would not fit in. */
    private static boolean isNext(final Part part, final int length, final Header header) {
        final int bytes = BitUtil.align(length + DataHeaderFlyweight.HEADER_LENGTH, FrameDescriptor.FRAME_ALIGNMENT);
        final long missing = header.position() - bytes - part.endPosition;
        return missing == 0 || (header.termOffset() == 0 && missing > 0 && missing < bytes);
    }

    /** Sessions in the middle of a frame. */
    int openSessions() {
        return (int) parts.values().stream().filter(part -> part.isOpen).count();
    }
}
