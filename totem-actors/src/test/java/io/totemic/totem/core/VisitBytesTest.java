/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.codec.FrameLayout;
import org.junit.jupiter.api.Test;

/** The bytes of a visit, of new frames and of those sent again. */
final class VisitBytesTest {

    @Test
    void shouldSendNoMoreBytesInAVisitThanTheLinkHolds() {
        final int fullFrame = Totems.MAX_PAYLOAD + VisitBytes.OVERHEAD_BYTES;
        final HolderDriver two = HolderDriver.installed(Totems.withVisitBytes(2, 4 * fullFrame + 100));
        two.submitFrames(10);

        two.visit(two.token(10));
        assertThat(two.sent().seq()).isEqualTo(14);
        assertThat(two.sent().fccMessages()).isEqualTo(4);
        two.visit(two.token(14));
        assertThat(two.sent().seq()).isEqualTo(18);
        two.visit(two.token(18));
        assertThat(two.sent().seq()).isEqualTo(20);
    }

    /** What was sent again is not told in bytes here, and counts as the longest frames there are. */
    @Test
    void shouldCountWhatWasSentAgainAmongTheBytesOfAVisit() {
        final int longestFrame = Totems.MAX_PAYLOAD + FrameLayout.MCAST_HEADER_LENGTH + VisitBytes.OVERHEAD_BYTES;
        final HolderDriver two = HolderDriver.installed(Totems.withVisitBytes(2, 5 * longestFrame));
        two.submitFrames(10);

        two.visit(new TokenArrival(two.token(10).build(), new int[0], 2, 10, 0));
        assertThat(two.sent().seq()).isEqualTo(13);
        assertThat(two.sent().fccMessages()).isEqualTo(5);
        two.visit(new TokenArrival(two.token(13).build(), new int[0], 5, 13, 0));
        assertThat(two.sent().seq()).isEqualTo(13);
        two.visit(two.token(13));
        assertThat(two.sent().seq()).isEqualTo(18);
    }

    @Test
    void shouldLimitShortFramesByTheirNumberOnly() {
        final HolderDriver two =
                HolderDriver.installed(Totems.withVisitBytes(2, 4 * (Totems.MAX_PAYLOAD + VisitBytes.OVERHEAD_BYTES)));
        for (int visit = 0; visit < 3; visit++) {
            two.submit(10);
            two.visit(two.token(visit));
            assertThat(two.sent().seq()).isEqualTo(visit + 1);
        }
    }
}
