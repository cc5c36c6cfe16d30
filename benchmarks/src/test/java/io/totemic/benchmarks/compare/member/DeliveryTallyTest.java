/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeliveryTallyTest {

    private static final int RUN = 7;
    private static final int SELF = 1;

    private final DeliveryTally tally = new DeliveryTally(RUN, SELF);

    private static byte[] message(final int run, final int node, final long number) {
        return new MessageHeader(run, node, number, 0, 0).message(64);
    }

    @Test
    void shouldCountOnlyItsRun() {
        tally.onDelivered(message(RUN, 1, 1), 0);
        tally.onDelivered(message(RUN - 1, 1, 500), 0);
        tally.onDelivered(message(RUN, 2, 1), 0);

        assertThat(tally.count()).isEqualTo(2);
        assertThat(tally.own()).isEqualTo(1);
        assertThat(tally.gaps()).isZero();
    }

    @Test
    void shouldHashTheOrder() {
        final DeliveryTally other = new DeliveryTally(RUN, 2);
        tally.onDelivered(message(RUN, 1, 1), 0);
        tally.onDelivered(message(RUN, 2, 1), 0);
        other.onDelivered(message(RUN, 2, 1), 0);
        other.onDelivered(message(RUN, 1, 1), 0);

        assertThat(tally.count()).isEqualTo(other.count());
        assertThat(tally.hash()).isNotEqualTo(other.hash());
    }

    @Test
    void shouldCountGapsAndRepetitions() {
        tally.onDelivered(message(RUN, 1, 1), 0);
        tally.onDelivered(message(RUN, 1, 3), 0);
        tally.onDelivered(message(RUN, 1, 3), 0);

        assertThat(tally.gaps()).isEqualTo(2);
    }

    @Test
    void shouldTimeOwnProbesFromSendAndFromWhenTheyWereDue() {
        final long nowNs = System.nanoTime();
        tally.onDelivered(new MessageHeader(RUN, SELF, 1, nowNs - 1_000_000, nowNs - 9_000_000).message(64), 0);
        tally.onDelivered(new MessageHeader(RUN, 2, 1, nowNs, nowNs).message(64), 0);

        assertThat(tally.probes().availablePermits()).isEqualTo(1);
        assertThat(tally.fromSent().getTotalCount()).isEqualTo(1);
        assertThat(tally.fromSent().getMinValue()).isGreaterThanOrEqualTo(999_000);
        assertThat(tally.fromDue().getMinValue() - tally.fromSent().getMinValue())
                .isBetween(7_900_000L, 8_100_000L);
    }
}
