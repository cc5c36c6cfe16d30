/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private enum Name {
        FIRST,
        SECOND,
        THIRD
    }

    private final Deadlines<Name> deadlines = new Deadlines<>(Name.class);

    @Test
    void shouldFireInDeclarationOrderWhateverTheTimes() {
        deadlines.set(Name.THIRD, 10);
        deadlines.set(Name.FIRST, 30);
        deadlines.set(Name.SECOND, 20);

        assertThat(deadlines.pollExpired(30)).isEqualTo(Name.FIRST);
        assertThat(deadlines.pollExpired(30)).isEqualTo(Name.SECOND);
        assertThat(deadlines.pollExpired(30)).isEqualTo(Name.THIRD);
        assertThat(deadlines.pollExpired(30)).isNull();
    }

    @Test
    void shouldFireWhenDueAndNotBefore() {
        deadlines.set(Name.SECOND, -5);

        assertThat(deadlines.pollExpired(-6)).isNull();
        assertThat(deadlines.isArmed(Name.SECOND)).isTrue();
        assertThat(deadlines.pollExpired(-5)).isEqualTo(Name.SECOND);
        assertThat(deadlines.isArmed(Name.SECOND)).isFalse();
    }

    @Test
    void shouldAnswerTheEarliestTime() {
        assertThat(deadlines.nextNs()).isEqualTo(Deadlines.NONE);
        deadlines.set(Name.FIRST, 30);
        deadlines.set(Name.THIRD, 10);
        assertThat(deadlines.nextNs()).isEqualTo(10);
        deadlines.cancel(Name.THIRD);
        assertThat(deadlines.nextNs()).isEqualTo(30);
        deadlines.cancelAll();
        assertThat(deadlines.nextNs()).isEqualTo(Deadlines.NONE);
    }

    @Test
    void shouldReplaceAnEarlierTime() {
        deadlines.set(Name.FIRST, 10);
        deadlines.set(Name.FIRST, 20);

        assertThat(deadlines.pollExpired(10)).isNull();
        assertThat(deadlines.pollExpired(20)).isEqualTo(Name.FIRST);
    }

    /** Whoever drains until nothing is due must come to an end, even at the end of time. */
    @Test
    void shouldNeverFireWhatIsNotArmed() {
        assertThat(deadlines.pollExpired(Long.MAX_VALUE)).isNull();
    }
}
