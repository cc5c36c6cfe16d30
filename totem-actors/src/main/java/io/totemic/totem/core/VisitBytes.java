/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameLayout;
import io.totemic.protocol.message.RegularMessage;

/**
 * The bytes that a node sends in one visit, beside the frames that {@link FlowControl} counts: a link holds so many bytes for a
 * receiver that does not read, and what is beyond is lost.
 */
final class VisitBytes {

    /** What a frame takes besides its payload: our headers, and those of the link with what it rounds up to. */
    static final int OVERHEAD_BYTES = EnvelopeCodec.OVERHEAD + FrameLayout.MCAST_HEADER_LENGTH + 64;

    private final int longestFrameBytes;
    private long leftBytes;

    /** For the rest of a visit in which {@code sentFrames} have been sent, which count as if they were as long as frames can be. */
    VisitBytes(final TotemSettings settings, final int sentFrames) {
        // Those of recovery hold another header.
        longestFrameBytes = settings.maxPayloadBytes() + FrameLayout.MCAST_HEADER_LENGTH + OVERHEAD_BYTES;
        leftBytes = settings.maxVisitBytes() - (long) sentFrames * longestFrameBytes;
    }

    /** Whether one more frame may be sent, however long it is. */
    boolean hasRoom() {
        return leftBytes >= longestFrameBytes;
    }

    void add(final RegularMessage frame) {
        leftBytes -= frame.payload().length + OVERHEAD_BYTES;
    }
}
