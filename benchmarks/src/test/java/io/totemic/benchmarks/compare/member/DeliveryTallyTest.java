/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    @Timeout(30)
    void shouldLetASenderGoOnWhenItsMessageWasDelivered() throws Exception {
        final int messages = 20_000;
        final AtomicLong seen = new AtomicLong();
        final Thread sender = new Thread(() -> {
            try {
                for (int number = 10; number <= messages; number += 10) {
                    tally.awaitOwn(number);
                    seen.set(number);
                }
            } catch (final InterruptedException ended) {
                seen.set(-1);
            }
        });
        sender.start();
        for (int number = 1; number <= messages; number++) {
            assertThat(seen.get()).isLessThan(number);
            tally.onDelivered(message(RUN, SELF, number), 0);
        }
        sender.join();

        assertThat(seen.get()).isEqualTo(messages);
        assertThat(tally.own()).isEqualTo(messages);
    }

    @Test
    @Timeout(30)
    void shouldEndTheWaitOfASenderThatIsInterrupted() throws Exception {
        final AtomicLong seen = new AtomicLong();
        final Thread sender = new Thread(() -> {
            try {
                tally.awaitOwn(1);
            } catch (final InterruptedException ended) {
                seen.set(-1);
            }
        });
        sender.start();
        sender.interrupt();
        sender.join();

        assertThat(seen.get()).isEqualTo(-1);
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
