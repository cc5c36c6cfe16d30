/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Requests that are left to others. */
class VainRetransmissionsTest {

    private final VainRetransmissions vain = new VainRetransmissions();

    @Test
    void shouldLeaveTheThirdRequestToOthersAndThenBeginAnew() {
        for (int round = 0; round < 3; round++) {
            assertThat(vain.mayAnswer(7)).isTrue();
            assertThat(vain.mayAnswer(7)).isTrue();
            assertThat(vain.mayAnswer(7)).isFalse();
        }
    }

    @Test
    void shouldCountEachFrameByItself() {
        for (int seq = Integer.MAX_VALUE - 5; seq != Integer.MIN_VALUE + 5; seq++) {
            assertThat(vain.mayAnswer(seq)).isTrue();
        }
        for (int seq = Integer.MAX_VALUE - 5; seq != Integer.MIN_VALUE + 5; seq++) {
            assertThat(vain.mayAnswer(seq)).isTrue();
            assertThat(vain.mayAnswer(seq)).isFalse();
        }
    }

    @Test
    void shouldForgetTheOldestOfMany() {
        for (int seq = 0; seq < 1_000; seq++) {
            assertThat(vain.mayAnswer(seq)).isTrue();
        }
        assertThat(vain.mayAnswer(999)).isTrue();
        assertThat(vain.mayAnswer(999)).isFalse();
        assertThat(vain.mayAnswer(1)).as("forgotten").isTrue();
    }
}
