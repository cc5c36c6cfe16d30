/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import static io.totemic.membership.core.RingSeqReservation.AHEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.membership.core.MembershipEffect.PersistRingSeq;
import io.totemic.protocol.Effects;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RingSeqReservationTest {

    private final RingSeqReservation reservation = new RingSeqReservation();

    @BeforeEach
    void begin() {
        reservation.begin(100);
    }

    @Test
    void shouldCoverNothingThatIsNotOnDisk() {
        assertThat(reservation.covers(100)).isTrue();
        assertThat(reservation.covers(101)).isFalse();

        assertThat(reserve(105)).containsExactly(new PersistRingSeq(105 + AHEAD));
        assertThat(reservation.covers(105)).as("under way").isFalse();

        reservation.persisted(105 + AHEAD);
        assertThat(reservation.covers(105 + AHEAD)).isTrue();
        assertThat(reservation.covers(106 + AHEAD)).isFalse();
    }

    /** So that in the ordinary course nothing ever waits. */
    @Test
    void shouldStoreMoreWhenHalfOfItIsUsedUp() {
        reserve(105);
        reservation.persisted(105 + AHEAD);

        assertThat(reserve(105 + AHEAD / 2)).isEmpty();
        assertThat(reserve(106 + AHEAD / 2)).containsExactly(new PersistRingSeq(106 + AHEAD / 2 + AHEAD));
    }

    @Test
    void shouldHaveOneWriteUnderWay() {
        reserve(105);
        assertThat(reserve(10_000)).isEmpty();

        reservation.persisted(105 + AHEAD);
        assertThat(reserve(10_000)).containsExactly(new PersistRingSeq(10_000 + AHEAD));
    }

    /** Sequences go on over 2^63 and over 2^64. */
    @Test
    void shouldReserveAcrossEachLimit() {
        for (final long limit : new long[] {Long.MIN_VALUE, 0}) {
            final RingSeqReservation near = new RingSeqReservation();
            near.begin(limit - 10);
            final Effects<MembershipEffect> out = new Effects<>();
            near.reserve(limit - 5, out);
            assertThat(out.asList()).containsExactly(new PersistRingSeq(limit - 5 + AHEAD));

            near.persisted(limit - 5 + AHEAD);
            assertThat(near.covers(limit - 1)).isTrue();
            assertThat(near.covers(limit + 1)).isTrue();
            assertThat(near.covers(limit + AHEAD)).isFalse();
        }
    }

    private List<MembershipEffect> reserve(final long next) {
        final Effects<MembershipEffect> out = new Effects<>();
        reservation.reserve(next, out);
        return out.asList();
    }
}
