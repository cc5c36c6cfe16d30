/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import io.totemic.totem.link.LinkCounters.Counter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class BoundedAssemblerTest {

    private static final int LIMIT = 1_000;
    private static final byte BEGIN = FrameDescriptor.BEGIN_FRAG_FLAG;
    private static final byte END = FrameDescriptor.END_FRAG_FLAG;

    private static final int TERM_BYTES = 1 << 16;

    /** What a fragment of 100 bytes takes of it. */
    private static final int FRAME_BYTES = 160;

    /** Position behind the last fragment of each session. */
    private final Map<Integer, Integer> ends = new HashMap<>();

    private final LinkCounters counters = new LinkCounters();
    private final List<Integer> lengths = new ArrayList<>();
    private final BoundedAssembler assembler =
            new BoundedAssembler((buffer, offset, length, header) -> lengths.add(length), LIMIT, counters);

    @Test
    void shouldPutFragmentsOfInterleavedSessionsTogether() {
        take(1, BEGIN, 400);
        take(2, BEGIN, 100);
        take(3, (byte) (BEGIN | END), 7);
        take(1, (byte) 0, 300);
        take(2, END, 50);
        take(1, END, 300);
        assertThat(lengths).containsExactly(7, 150, 1_000);
        assertThat(assembler.openSessions()).isZero();
    }

    @Test
    void shouldDropWhatIsTooLongOrHasNoBeginning() {
        take(1, END, 10);
        take(2, BEGIN, 600);
        take(2, (byte) 0, 600);
        take(2, END, 10);
        take(2, BEGIN, 10);
        take(2, END, 10);
        assertThat(lengths).containsExactly(20);
        assertThat(counters.get(Counter.MALFORMED_DATAGRAMS)).isEqualTo(1);
        assertThat(counters.get(Counter.INCOMPLETE_FRAMES)).isEqualTo(2);
    }

    @Test
    void shouldDropAFrameWhoseFragmentWasLost() {
        take(1, BEGIN, 100);
        skip(1, 100);
        take(1, (byte) 0, 100);
        take(1, END, 100);
        take(1, BEGIN, 10);
        take(1, END, 10);
        assertThat(lengths).containsExactly(20);
        assertThat(counters.get(Counter.INCOMPLETE_FRAMES)).isEqualTo(1);
    }

    /** What does not fit at the end of a term begins the next one. */
    @Test
    void shouldPutFragmentsOfTwoTermsTogether() {
        ends.put(1, TERM_BYTES - FRAME_BYTES - 96);
        take(1, BEGIN, 100);
        ends.put(1, TERM_BYTES);
        take(1, END, 100);
        assertThat(lengths).containsExactly(200);
    }

    @Test
    void shouldNotTakeALostFragmentForTheEndOfATerm() {
        ends.put(1, TERM_BYTES - 2 * FRAME_BYTES);
        take(1, BEGIN, 100);
        ends.put(1, TERM_BYTES);
        take(1, END, 100);
        assertThat(lengths).isEmpty();
    }

    @Test
    void shouldRememberOnlySoManySessions() {
        for (int session = 0; session < 10_000; session++) {
            take(session, BEGIN, 100);
        }
        assertThat(assembler.openSessions()).isLessThanOrEqualTo(BoundedAssembler.MAX_SESSIONS);
    }

    /** So many bytes of the session's log are lost. */
    private void skip(final int session, final int bytes) {
        ends.merge(session, BitUtil.align(bytes + DataHeaderFlyweight.HEADER_LENGTH, 32), Integer::sum);
    }

    private void take(final int session, final byte flags, final int length) {
        final int frameBytes = DataHeaderFlyweight.HEADER_LENGTH + length;
        final DataHeaderFlyweight frame = new DataHeaderFlyweight(new UnsafeBuffer(new byte[frameBytes]));
        final int begin = ends.getOrDefault(session, 0);
        frame.frameLength(frameBytes);
        frame.flags(flags);
        frame.sessionId(session);
        frame.termOffset(begin % TERM_BYTES);
        frame.termId(begin / TERM_BYTES);
        ends.put(session, begin + BitUtil.align(frameBytes, 32));
        final Header header = new Header(0, 16);
        header.buffer(frame);
        header.offset(0);
        assembler.onFragment(frame, DataHeaderFlyweight.HEADER_LENGTH, length, header);
    }
}
