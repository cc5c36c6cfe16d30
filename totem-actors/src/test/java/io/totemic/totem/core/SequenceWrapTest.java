/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.*;
import static io.totemic.totem.core.TrackerDriver.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.message.OrfToken;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sequences of messages and of the token go over 2^32 and over 2^31, where signed numbers change their sign. */
class SequenceWrapTest {

    private static final List<Integer> BORDERS = List.of(0, Integer.MIN_VALUE);

    @Test
    void shouldDeliverAskAndFreeOverTheBorder() {
        for (final int border : BORDERS) {
            final TrackerDriver two = TrackerDriver.installed(settingsFrom(2, border - 3));

            assertThat(two.receive(border - 2, border - 1, border + 1))
                    .containsExactly("deliver " + seqsOf(border - 2), "deliver " + seqsOf(border - 1));
            for (int visit = 0; visit < MISS_COUNT; visit++) {
                two.visit(two.token(border + 1, border - 1));
                two.nowNs += MILLISECOND;
            }
            assertThat(two.requests()).containsExactly(border);
            assertThat(two.arrival().released()).isEqualTo(border - 1);
            assertThat(two.receive(border)).containsExactly("deliver " + seqsOf(border, border + 1));
        }
    }

    /** The old ring ends across the border: what is sent again, what is confirmed, what lies beyond the hole. */
    @Test
    void shouldRecoverOverTheBorder() {
        for (final int border : BORDERS) {
            final TrackerDriver two = TrackerDriver.installed(settingsFrom(2, border - 3));
            two.receive(frame(OLD, 1, border - 2), frame(OLD, 1, border), frame(OLD, 3, border + 1));
            two.suspend();

            assertThat(two.recover(planOfNew(border - 3))).contains("recover 1.8 with 3");
            assertThat(two.install(planOfNew(border - 3)))
                    .containsExactly(
                            "install 1.8",
                            "transitional 1.8 after 1.4: 1 2, left 3",
                            "deliver " + seqsOf(border),
                            "regular 1.8: 1 2 4, joined 4");
        }
    }

    @Test
    void shouldNumberOverTheBorder() {
        for (final int border : BORDERS) {
            final HolderDriver two = HolderDriver.installed(settingsFrom(2, border - 2));
            two.submitFrames(3);

            assertThat(two.visit(two.token(border - 2)))
                    .startsWith("multicast " + seqsOf(border - 1, border, border + 1), "token to 3");
            assertThat(two.sent().seq()).isEqualTo(border + 1);
            assertThat(two.sentAru()).isEqualTo(border + 1 + "@0");
        }
    }

    @Test
    void shouldBeginTheTokenWhereTheSequencesBegin() {
        final HolderDriver one = HolderDriver.inRecovery(settingsFrom(1, -2));
        one.startToken(HolderDriver.RING);

        final OrfToken token = one.sent();
        assertThat(token.seq()).isEqualTo(-2);
        assertThat(token.tokenSeq()).isEqualTo(-2);
        assertThat(token.aru()).isEqualTo(-3);
    }

    private static String seqsOf(final int... seqs) {
        return java.util.Arrays.stream(seqs)
                .mapToObj(Integer::toUnsignedString)
                .collect(java.util.stream.Collectors.joining(" "));
    }
}
