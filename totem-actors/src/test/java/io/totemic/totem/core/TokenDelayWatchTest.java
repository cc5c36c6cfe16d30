/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.MILLISECOND;
import static io.totemic.totem.core.Totems.node;
import static io.totemic.totem.core.Totems.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Effects;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Node 1 of 1, 2 and 3 watches node 3. */
class TokenDelayWatchTest {

    private static final RingId RING = Totems.ring(1, 8);

    private final TokenDelayWatch watch = new TokenDelayWatch(node(1));
    private final List<TrackerEffect> effects = new ArrayList<>();
    private long nowNs = 7_000 * MILLISECOND;

    @BeforeEach
    void install() {
        watch.onRing(RING, nodes(1, 2, 3));
    }

    private void rotate(final int times, final long beforeMs, final long delayMs, final int sender) {
        for (int i = 0; i < times; i++) {
            nowNs += beforeMs * MILLISECOND;
            watch.onFrame(node(sender), nowNs);
            nowNs += delayMs * MILLISECOND;
            final Effects<TrackerEffect> out = new Effects<>();
            watch.onToken(RING, nowNs, out);
            out.drainTo(effects::add);
        }
    }

    @Test
    void shouldNameWhoPassesTheTokenLate() {
        rotate(200, 4, 8, 2);

        assertThat(effects).containsExactly(new TrackerEffect.ReportSlowMember(node(3), 8 * MILLISECOND));
        assertThat(watch.timesSlow()).containsOnlyKeys(node(3)).containsEntry(node(3), 1L);
    }

    @Test
    void shouldSayWhenItIsSlowNoLonger() {
        rotate(200, 4, 8, 2);
        rotate(800, 2, 1, 2);

        assertThat(effects).hasSize(2);
        assertThat(((TrackerEffect.ReportPromptMember) effects.get(1)).node()).isEqualTo(node(3));
    }

    @Test
    void shouldNotNameWhoTakesItsShare() {
        rotate(200, 8, 8, 2);
        rotate(3_000, 0, 1, 2);

        assertThat(effects).isEmpty();
        assertThat(watch.timesSlow()).isEmpty();
    }

    /** If the member before sends nothing, its delay cannot be told from that of the one behind it. */
    @Test
    void shouldNotJudgeWithoutAFrameOfTheMemberBefore() {
        rotate(500, 4, 8, 3);

        assertThat(effects).isEmpty();
    }

    @Test
    void shouldNotNameWhoWasStoppedOnce() {
        rotate(500, 1, 1, 2);
        rotate(1, 1, 300, 2);
        rotate(500, 1, 1, 2);

        assertThat(effects).isEmpty();
    }

    @Test
    void shouldMeasureFromOwnFramesOnARingOfTwo() {
        watch.onRing(RING, nodes(1, 3));
        for (int i = 0; i < 200; i++) {
            final Effects<TrackerEffect> out = new Effects<>();
            watch.onToken(RING, nowNs, out);
            out.drainTo(effects::add);
            watch.onOriginated();
            nowNs += 8 * MILLISECOND;
        }

        assertThat(effects).containsExactly(new TrackerEffect.ReportSlowMember(node(3), 8 * MILLISECOND));
    }
}
