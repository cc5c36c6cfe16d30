/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Each number once, and none that is older than the window can tell. */
class ReplayWindowTest {

    private static final int WIDTH = ReplayWindow.DATA_WIDTH_FRAMES;

    private final ReplayWindow window = new ReplayWindow(WIDTH);

    @Test
    void shouldTakeANumberOnce() {
        window.beginAt(0);

        assertThat(window.take(0)).isTrue();
        assertThat(window.take(0)).isFalse();
        assertThat(window.take(2)).isTrue();
        assertThat(window.take(1)).isTrue();
        assertThat(window.take(1)).isFalse();
        assertThat(window.take(2)).isFalse();
    }

    @Test
    void shouldTakeNothingFromBeforeItsBeginning() {
        window.beginAt(100);

        assertThat(window.take(99)).isFalse();
        assertThat(window.take(101)).isTrue();
        assertThat(window.take(99)).isFalse();
        assertThat(window.take(100)).isTrue();
    }

    @Test
    void shouldTakeWhatIsLateByLessThanItsWidth() {
        window.beginAt(0);
        assertThat(window.take(WIDTH)).isTrue();

        assertThat(window.take(0)).isFalse();
        assertThat(window.take(1)).isTrue();
        assertThat(window.take(WIDTH + 1)).isTrue();
        assertThat(window.take(1)).isFalse();
    }

    @Test
    void shouldBeNarrowWhereLateFramesAreWorthNothing() {
        final ReplayWindow narrow = new ReplayWindow(ReplayWindow.OTHER_WIDTH_FRAMES);
        narrow.beginAt(0);
        assertThat(narrow.take(64)).isTrue();

        assertThat(narrow.take(0)).isFalse();
        assertThat(narrow.take(1)).isTrue();
        assertThat(narrow.take(1)).isFalse();
        assertThat(narrow.take(1000)).isTrue();
        assertThat(narrow.take(936)).isFalse();
        assertThat(narrow.take(937)).isTrue();
    }

    /** Numbers that stand in the same bit of the window are a width apart. */
    @Test
    void shouldForgetWhatAJumpLeavesBehind() {
        window.beginAt(0);
        for (int number = 0; number < WIDTH; number++) {
            assertThat(window.take(number)).isTrue();
        }

        assertThat(window.take(10L * WIDTH + 5)).isTrue();
        assertThat(window.take(10L * WIDTH + 4)).isTrue();
        assertThat(window.take(9L * WIDTH + 6)).isTrue();
        assertThat(window.take(9L * WIDTH + 5)).isFalse();
    }

    @Test
    void shouldBearWhateverAPeerTellsIt() {
        for (final long first : new long[] {0, 1, WIDTH, (1L << 56) - 1}) {
            window.beginAt(first);
            window.take(0);
            assertThat(window.take((1L << 56) - 1)).as("from %d", first).isTrue();
            assertThat(window.take((1L << 56) - 1)).as("from %d", first).isFalse();
        }
    }

    /** Against a set of all that was taken. */
    @Property(tries = 300)
    void shouldDoAsASetWould(@ForAll("numbers") final List<Long> numbers) {
        final ReplayWindow tested = new ReplayWindow(WIDTH);
        tested.beginAt(50);
        final Set<Long> taken = new HashSet<>();
        long next = 50;
        for (final long number : numbers) {
            final boolean expected = number >= 50 && number >= next - WIDTH && !taken.contains(number);
            assertThat(tested.take(number))
                    .as("number %d, next %d", number, next)
                    .isEqualTo(expected);
            if (expected) {
                taken.add(number);
                next = Math.max(next, number + 1);
            }
        }
    }

    @Provide
    Arbitrary<List<Long>> numbers() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 200),
                        Arbitraries.longs().between(WIDTH - 10, WIDTH + 200),
                        Arbitraries.longs().between(2 * WIDTH - 100, 2 * WIDTH + 200),
                        Arbitraries.longs().between(0, 5L * WIDTH))
                .list()
                .ofMaxSize(400);
    }
}
