/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

/**
 * How many bytes a node may send in a visit, and how many the link must hold for a receiver that does not read, so that it is
 * never over-run: a receiver that was over-run gets nothing for seconds when it goes on.
 *
 * <p>While one member does not read, a sender comes to at most two visits, since the token does not pass that member; in each it
 * sends frames that were asked for and new ones, of which some may follow the token, together at most {@code max_messages}; where
 * these would be more bytes than a link can hold, the bytes are the limit.
 *
 * @param visitBytes most bytes of frames in a visit, new ones and those sent again
 * @param windowBytes most that one sender may have outstanding at one receiver
 * @param isLimiting whether the bytes are the limit and not {@code max_messages}
 */
record WindowRule(int visitBytes, int windowBytes, boolean isLimiting) {

    /** What a receiver is given at most; the buffers of a stream are six times as large. */
    static final int LARGEST_WINDOW_BYTES = 32 * 1024 * 1024;

    private static final int VISITS_OUTSTANDING = 2;

    /** What a frame may take beyond its own length: headers of the link, and what it rounds up to. */
    private static final int FRAME_MARGIN_BYTES = 128;

    /** One of so many bytes is a header of the shortest segments that a frame is sent in, with room to spare. */
    private static final int SEGMENT_HEADERS_ONE_IN = 32;

    /** The same of frames that are hardly longer than a segment. */
    private static final int SHORT_FRAMES_HEADERS_ONE_IN = 16;

    /**
     * That of one configuration.
     *
     * @param longestFrameBytes longest data frame, or {@code netmtu}, which is longer
     */
    static WindowRule of(final int maxMessages, final int longestFrameBytes) {
        final int largestVisitBytes = LARGEST_WINDOW_BYTES / VISITS_OUTSTANDING;
        final long wantedBytes = (long) maxMessages * (longestFrameBytes + FRAME_MARGIN_BYTES);
        final long sentBytes = wantedBytes + (long) maxMessages * (longestFrameBytes / SEGMENT_HEADERS_ONE_IN);
        final boolean isLimiting = sentBytes > largestVisitBytes;
        return new WindowRule(
                isLimiting ? largestVisitBytes - largestVisitBytes / SHORT_FRAMES_HEADERS_ONE_IN : (int) wantedBytes,
                (int) Math.min(sentBytes, largestVisitBytes) * VISITS_OUTSTANDING,
                isLimiting);
    }
}
