/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.protocol.DataHeaderFlyweight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class SegmentsTest {

    private static final int SEGMENT = 1472;

    @Test
    void shouldHandOverFullSegmentsAndWhatFillsLess() {
        assertThat(runs(SEGMENT, SEGMENT, 96)).containsExactly(2 * SEGMENT + 96);
    }

    @Test
    void shouldEndBehindASegmentThatIsNotFull() {
        assertThat(runs(SEGMENT, 96, SEGMENT, SEGMENT)).containsExactly(SEGMENT + 96, 2 * SEGMENT);
    }

    @Test
    void shouldHandOverSmallFramesThatFillASegmentTogether() {
        assertThat(runs(736, 736, SEGMENT, 32, 32)).containsExactly(2 * SEGMENT + 64);
    }

    @Test
    void shouldHandOverAHeartbeatAndTheHeaderOfPadding() {
        assertThat(Segments.endOfRun(ByteBuffer.allocate(32), 0, 32, SEGMENT)).isEqualTo(32);
        final ByteBuffer padding = frames(SEGMENT, 32);
        padding.putInt(SEGMENT, 5_000);
        assertThat(Segments.endOfRun(padding, 0, padding.limit(), SEGMENT)).isEqualTo(SEGMENT + 32);
    }

    @Test
    void shouldReadLengthsInEachByteOrder() {
        final ByteBuffer frames = frames(SEGMENT, 96, SEGMENT).order(ByteOrder.BIG_ENDIAN);
        assertThat(Segments.endOfRun(frames, 0, frames.limit(), SEGMENT)).isEqualTo(SEGMENT + 96);
    }

    /** What the network joins need not belong together. */
    @Test
    void shouldFindWhereFramesDoNotFollowEachOther() {
        final UnsafeBuffer joined = new UnsafeBuffer(frames(SEGMENT, SEGMENT, SEGMENT));
        assertThat(GuardedReceiveEndpoint.wellFormedBytes(joined, 3 * SEGMENT)).isEqualTo(3 * SEGMENT);
        assertThat(GuardedReceiveEndpoint.wellFormedBytes(joined, 3 * SEGMENT - 1))
                .isEqualTo(2 * SEGMENT);
        new DataHeaderFlyweight(new UnsafeBuffer(joined, SEGMENT, SEGMENT)).termOffset(2 * SEGMENT);
        assertThat(GuardedReceiveEndpoint.wellFormedBytes(joined, 3 * SEGMENT)).isEqualTo(SEGMENT);
        assertThat(GuardedReceiveEndpoint.wellFormedBytes(new UnsafeBuffer(new byte[64]), 64))
                .isZero();
    }

    private static List<Integer> runs(final int... lengths) {
        final ByteBuffer frames = frames(lengths);
        final List<Integer> runs = new ArrayList<>();
        int at = 0;
        while (at < frames.limit()) {
            final int end = Segments.endOfRun(frames, at, frames.limit(), SEGMENT);
            runs.add(end - at);
            at = end;
        }
        return runs;
    }

    /** Data frames of so many bytes one behind the other, of session 1 and stream 1. */
    private static ByteBuffer frames(final int... lengths) {
        int bytes = 0;
        for (final int length : lengths) {
            bytes += length;
        }
        final ByteBuffer frames = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        for (final int length : lengths) {
            final DataHeaderFlyweight frame = new DataHeaderFlyweight(new UnsafeBuffer(frames, at, length));
            frame.frameLength(length);
            frame.headerType(DataHeaderFlyweight.HDR_TYPE_DATA);
            frame.sessionId(1);
            frame.streamId(AeronSession.DATA_STREAM);
            frame.termOffset(at);
            at += length;
        }
        return frames;
    }
}
