/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts the fragments of long frames together, up to a length that frames have. Aeron's own assembler has no limit: whoever sends
 * first fragments and never a last one fills the heap with them.
 *
 * <p>Called only by the loop. What is too long, or has no beginning, is dropped and counted.
 */
final class BoundedAssembler implements FragmentHandler {

    /** Sessions that may be in the middle of a frame; forgetting some loses frames that are sent again. */
    static final int MAX_SESSIONS = 64;

    /** A frame of one session that is not complete. */
    private static final class Part {
        private final UnsafeBuffer buffer;
        private int length;

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
        final int session = header.sessionId();
        if (isFirst && !parts.containsKey(session) && parts.size() >= MAX_SESSIONS) {
            parts.clear();
        }
        final Part part =
                isFirst ? parts.computeIfAbsent(session, unused -> new Part(maxFrameBytes)) : parts.get(session);
        if (isFirst) {
            part.length = 0;
        }
        if (part == null || part.length + length > maxFrameBytes) {
            counters.increment(LinkCounters.Counter.MALFORMED_DATAGRAMS);
            parts.remove(session);
            return;
        }
        part.buffer.putBytes(part.length, buffer, offset, length);
        part.length += length;
        if (isLast) {
            // First out of the map: the handler may throw.
            parts.remove(session);
            whole.onFragment(part.buffer, 0, part.length, header);
        }
    }

    /** Sessions in the middle of a frame. */
    int openSessions() {
        return parts.size();
    }
}
