/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SequenceNumbersTest {

    @Test
    void shouldOrderAcrossTheWrap() {
        final int beforeWrap = 0xFFFF_FFF0;
        final int afterWrap = 0x0000_0010;

        assertThat(SequenceNumbers.isBefore(beforeWrap, afterWrap)).isTrue();
        assertThat(SequenceNumbers.isAfter(afterWrap, beforeWrap)).isTrue();
        assertThat(SequenceNumbers.earlier(afterWrap, beforeWrap)).isEqualTo(beforeWrap);
        assertThat(SequenceNumbers.later(afterWrap, beforeWrap)).isEqualTo(afterWrap);
    }

    @Test
    void shouldOrderAcrossTheSignedMaximum() {
        assertThat(SequenceNumbers.isBefore(Integer.MAX_VALUE, Integer.MIN_VALUE))
                .isTrue();
        assertThat(SequenceNumbers.later(Integer.MAX_VALUE, Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void shouldPutTheStartValueBeforeZero() {
        assertThat(SequenceNumbers.BEFORE_FIRST).isEqualTo(0xFFFF_FFFF);
        assertThat(SequenceNumbers.isBefore(SequenceNumbers.BEFORE_FIRST, 0)).isTrue();
    }

    @Test
    void shouldNeitherPrecedeNorFollowItself() {
        assertThat(SequenceNumbers.isBefore(7, 7)).isFalse();
        assertThat(SequenceNumbers.isAfter(7, 7)).isFalse();
        assertThat(SequenceNumbers.earlier(7, 7)).isEqualTo(7);
    }

    @Property
    void shouldAgreeWithTheDistanceInTheWindow(@ForAll final int from, @ForAll @IntRange(min = 1) final int distance) {
        final int to = from + distance;

        assertThat(SequenceNumbers.isBefore(from, to)).isTrue();
        assertThat(SequenceNumbers.isBefore(to, from)).isFalse();
        assertThat(SequenceNumbers.isAfter(to, from)).isTrue();
        assertThat(SequenceNumbers.earlier(to, from)).isEqualTo(from);
        assertThat(SequenceNumbers.later(to, from)).isEqualTo(to);
    }
}
