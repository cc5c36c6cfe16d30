/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.MILLISECOND;
import static io.totemic.totem.core.Totems.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Effects;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.OrfToken;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowReceiverWatchTest {

    private static final RingId RING = Totems.ring(1, 8);
    private static final int LIMIT = 1024;

    private final SlowReceiverWatch watch = new SlowReceiverWatch(Totems.WINDOW);
    private long nowNs;

    private List<TrackerEffect> token(final RingId ringId, final int behind, final int aruAddress) {
        final Effects<TrackerEffect> out = new Effects<>();
        watch.onToken(
                OrfToken.draft(node(1), ringId)
                        .seq(20_000)
                        .aru(20_000 - behind, aruAddress)
                        .build(),
                nowNs,
                out);
        final List<TrackerEffect> effects = new ArrayList<>();
        out.drainTo(effects::add);
        return effects;
    }

    private List<TrackerEffect> token(final int behind, final int aruAddress) {
        return token(RING, behind, aruAddress);
    }

    private void makeSlow(final int aruAddress) {
        token(LIMIT + 1, aruAddress);
        nowNs += SlowReceiverWatch.SLOW_AFTER_NS;
        token(LIMIT + 5, aruAddress);
    }

    @Test
    void shouldBeSlowWhenAWholeWindowOrAShareOfTheQueueIsMissing() {
        assertThat(SlowReceiverWatch.behindLimit(50)).isEqualTo(LIMIT);
        assertThat(SlowReceiverWatch.behindLimit(1_000)).isEqualTo(4_000);
        assertThat(SlowReceiverWatch.behindLimit(16_000)).isEqualTo(SortQueue.CAPACITY / 2);
    }

    @Test
    void shouldNameWhoHoldsTheAruBackForLong() {
        assertThat(token(LIMIT + 1, 3)).isEmpty();
        nowNs += SlowReceiverWatch.SLOW_AFTER_NS - 1;
        assertThat(token(LIMIT + 9, 3)).isEmpty();
        nowNs += 1;
        assertThat(token(LIMIT + 5, 3)).containsExactly(new TrackerEffect.ReportSlowReceiver(node(3), LIMIT + 5));
        assertThat(token(LIMIT + 5, 3)).isEmpty();
        assertThat(watch.timesSlow()).containsOnlyKeys(node(3)).containsEntry(node(3), 1L);
    }

    @Test
    void shouldSayWhenItHasCaughtUp() {
        makeSlow(3);
        nowNs += 50 * MILLISECOND;

        assertThat(token(LIMIT / 2 + 1, 3)).isEmpty();
        assertThat(token(LIMIT / 2, 3))
                .containsExactly(new TrackerEffect.ReportCaughtUp(node(3), LIMIT + 5, 150 * MILLISECOND));
        assertThat(token(LIMIT / 2, 3)).isEmpty();
    }

    @Test
    void shouldNotNameWhoIsOnlyShortlyOrSlightlyBehind() {
        for (int i = 0; i < 100; i++) {
            nowNs += SlowReceiverWatch.SLOW_AFTER_NS;
            assertThat(token(LIMIT / 2, 3)).isEmpty();
            assertThat(token(LIMIT + 1, i % 2 == 0 ? 2 : 3)).isEmpty();
        }
        assertThat(watch.timesSlow()).isEmpty();
    }

    @Test
    void shouldReportSeldomAndCountEachTime() {
        makeSlow(3);
        token(0, 0);
        makeSlow(3);
        assertThat(token(0, 0)).as("not reported, so no end either").isEmpty();
        assertThat(watch.timesSlow()).containsEntry(node(3), 2L);

        nowNs += SlowReceiverWatch.REPORT_INTERVAL_NS;
        makeSlow(2);
        assertThat(token(0, 0)).hasSize(1);
        assertThat(watch.timesSlow()).containsEntry(node(2), 1L);
    }

    @Test
    void shouldBeginAnewOnANewRing() {
        makeSlow(3);

        assertThat(token(Totems.ring(1, 12), LIMIT + 1, 3)).hasSize(1);
        nowNs += SlowReceiverWatch.SLOW_AFTER_NS - 1;
        token(Totems.ring(1, 12), LIMIT + 1, 3);
        assertThat(watch.timesSlow()).containsEntry(node(3), 1L);
    }
}
