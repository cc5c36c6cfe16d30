/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenRetransmissionTest {

    private static final long MILLISECOND = 1_000_000L;
    private static final long LONGEST_NS = 238 * MILLISECOND;

    private final TokenRetransmission retransmission = new TokenRetransmission(LONGEST_NS);
    private long nowNs = 1_000 * MILLISECOND;

    private void rotateIn(final long rotationNs) {
        retransmission.onSent(nowNs, false);
        nowNs += rotationNs;
        retransmission.onToken(nowNs);
    }

    @Test
    void shouldWaitAsConfiguredUntilARotationIsKnown() {
        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(LONGEST_NS);
        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(LONGEST_NS);
    }

    @Test
    void shouldWaitSomeRotations() {
        rotateIn(3 * MILLISECOND);

        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(TokenRetransmission.ROTATIONS * 3 * MILLISECOND);
    }

    @Test
    void shouldNotBeHastyOnAFastRingNorLaterThanConfiguredOnASlowOne() {
        rotateIn(50_000);
        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(TokenRetransmission.SHORTEST_NS);
        retransmission.onToken(nowNs + 50_000);

        final TokenRetransmission slow = new TokenRetransmission(LONGEST_NS);
        slow.onSent(nowNs, false);
        slow.onToken(nowNs + 200 * MILLISECOND);
        assertThat(slow.onSent(nowNs, false)).isEqualTo(LONGEST_NS);
    }

    @Test
    void shouldWaitTwiceAsLongEachTime() {
        rotateIn(50_000);

        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(MILLISECOND);
        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(2 * MILLISECOND);
        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(4 * MILLISECOND);
        for (int i = 0; i < 10; i++) {
            retransmission.onSent(nowNs, false);
        }
        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(LONGEST_NS);

        retransmission.onToken(nowNs);
        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(MILLISECOND);
    }

    @Test
    void shouldNeitherSendAgainSoonNorMeasureWhatMayBeHeld() {
        rotateIn(50_000);

        assertThat(retransmission.onSent(nowNs, true)).isEqualTo(LONGEST_NS);
        retransmission.onToken(nowNs + 190 * MILLISECOND);

        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(TokenRetransmission.SHORTEST_NS);
    }

    /** A token that was lost on an idle ring is missed when somebody has something to send. */
    @Test
    void shouldSendAgainSoonWhenWoken() {
        rotateIn(50_000);
        retransmission.onSent(nowNs, true);

        assertThat(retransmission.onWoken()).isEqualTo(TokenRetransmission.SHORTEST_NS);
        assertThat(retransmission.onSent(nowNs, false)).isEqualTo(2 * TokenRetransmission.SHORTEST_NS);
    }

    @Test
    void shouldNotBeSlowedByRotationsInWhichOthersSentAgain() {
        for (int i = 0; i < 1_000; i++) {
            rotateIn(i % 7 == 0 ? 20 * MILLISECOND : MILLISECOND);
        }

        assertThat(retransmission.onSent(nowNs, false)).isBetween(2 * MILLISECOND, 3 * MILLISECOND);
    }

    @Test
    void shouldFollowARingThatHasBecomeSlow() {
        rotateIn(MILLISECOND);
        for (int i = 0; i < 100; i++) {
            rotateIn(20 * MILLISECOND);
        }

        assertThat(retransmission.onSent(nowNs, false)).isBetween(37 * MILLISECOND, 40 * MILLISECOND);
    }
}
