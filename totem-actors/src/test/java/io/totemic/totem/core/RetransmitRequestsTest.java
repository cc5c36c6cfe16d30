/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.MILLISECOND;
import static io.totemic.totem.core.Totems.frame;
import static io.totemic.totem.core.TrackerDriver.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetransmitRequestsTest {

    private static final int MISS_COUNT = 3;
    private static final int[] NONE = {};

    private final SortQueue queue = new SortQueue(0);
    private final RetransmitRequests requests = new RetransmitRequests(MISS_COUNT);
    private long nowNs;

    /** A request that was made is made again only after the count and the time once more. */
    @Test
    void shouldNotAskAgainBeforeTheCountAndAMillisecond() {
        queue.put(frame(OLD, 1, 2));
        visitsUntilAsked(1);

        for (int visit = 0; visit < 20; visit++) {
            nowNs += 40_000;
            assertThat(requests.add(NONE, queue, 2, nowNs)).isEmpty();
        }
        nowNs += 200_000;
        assertThat(requests.add(NONE, queue, 2, nowNs)).containsExactly(1);
        for (int visit = 0; visit < MISS_COUNT - 1; visit++) {
            nowNs += MILLISECOND;
            assertThat(requests.add(NONE, queue, 2, nowNs)).isEmpty();
        }
        nowNs += MILLISECOND;
        assertThat(requests.add(NONE, queue, 2, nowNs)).containsExactly(1);
    }

    @Test
    void shouldNotDoubleARequestThatStands() {
        queue.put(frame(OLD, 1, 3));
        for (int visit = 0; visit < MISS_COUNT; visit++) {
            nowNs += MILLISECOND;
            requests.add(new int[] {9, 1}, queue, 3, nowNs);
        }

        nowNs += MILLISECOND;
        assertThat(requests.add(new int[] {9, 1}, queue, 3, nowNs))
                .startsWith(9, 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldPutNoMoreThanThirtyOnAToken() {
        int[] asked = {900, 901};
        for (int visit = 0; visit < MISS_COUNT; visit++) {
            nowNs += MILLISECOND;
            asked = requests.add(new int[] {900, 901}, queue, 500, nowNs);
        }

        assertThat(asked).hasSize(30).startsWith(900, 901, 1, 2).endsWith(28);
    }

    /** The count belongs to a hole: one that is filled takes nothing with it. */
    @Test
    void shouldCountEachHoleByItself() {
        queue.put(frame(OLD, 1, 2));
        requests.add(NONE, queue, 2, nowNs);
        nowNs += MILLISECOND;
        queue.put(frame(OLD, 1, 5));
        requests.add(NONE, queue, 5, nowNs);
        nowNs += MILLISECOND;
        queue.put(frame(OLD, 1, 3));

        assertThat(requests.add(NONE, queue, 5, nowNs)).containsExactly(1);
        nowNs += MILLISECOND;
        assertThat(requests.add(NONE, queue, 5, nowNs)).containsExactly(4);
    }

    @Test
    void shouldAskAcrossTheWrap() {
        final SortQueue wrapping = new SortQueue(-3);
        for (int visit = 0; visit < MISS_COUNT - 1; visit++) {
            nowNs += MILLISECOND;
            requests.add(NONE, wrapping, 1, nowNs);
        }

        nowNs += MILLISECOND;
        assertThat(requests.add(NONE, wrapping, 1, nowNs)).containsExactly(-2, -1, 0, 1);
    }

    @Test
    void shouldAskForNothingBeyondTheQueue() {
        for (int seq = 1; seq <= SortQueue.CAPACITY; seq++) {
            queue.put(frame(OLD, 1, seq));
        }

        for (int visit = 0; visit <= MISS_COUNT; visit++) {
            nowNs += MILLISECOND;
            assertThat(requests.add(NONE, queue, SortQueue.CAPACITY + 10, nowNs))
                    .isEmpty();
        }
    }

    private void visitsUntilAsked(final int... expected) {
        final int[] none = IntStream.empty().toArray();
        for (int visit = 1; visit < MISS_COUNT; visit++) {
            assertThat(requests.add(none, queue, queue.highSeq(), nowNs)).isEmpty();
            nowNs += MILLISECOND;
        }
        assertThat(requests.add(none, queue, queue.highSeq(), nowNs)).containsExactly(expected);
    }
}
