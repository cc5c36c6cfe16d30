/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class IdleWatchTest {

    @Test
    void shouldBeIdleAfterTheVisitsAndTheTime() {
        final IdleWatch watch = new IdleWatch(2, 0);
        for (int visit = 0; visit < 3; visit++) {
            assertThat(watch.isIdle(true, TotemSettings.IDLE_TIME_NS)).isFalse();
            watch.onToken(0, true, 1);
        }
        // From the first visit that brought nothing new, which is at 1 ns.
        assertThat(watch.isIdle(true, TotemSettings.IDLE_TIME_NS)).isFalse();
        assertThat(watch.isIdle(true, TotemSettings.IDLE_TIME_NS + 1)).isTrue();
    }

    /** The holder's one visit more must not make the largest number of visits the smallest. */
    @Test
    void shouldNeverBeIdleWithTheLargestNumberOfVisits() {
        final IdleWatch watch = new IdleWatch(Integer.MAX_VALUE, 0);
        for (int visit = 0; visit < 100; visit++) {
            watch.onToken(0, true, 1);
        }
        assertThat(watch.isIdle(true, TotemSettings.IDLE_TIME_NS)).isFalse();
    }
}
