/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link.core;

import java.util.Arrays;

/**
 * Which numbers of a stream were taken already. A number that is new moves the window on; one that is further behind than the
 * window is wide is refused, since nobody can tell whether it was taken.
 *
 * <p>The width is what one transmitter may have on its way on one stream: the sort queue holds at most 16384 messages of all
 * nodes, but a node sends at most {@code max_messages} and what it retransmits in a visit, 67 frames with the defaults, and no
 * frame arrives more than a few visits late. 4096 frames are 60 such visits, and 512 bytes. A frame refused as too old is a lost
 * frame, which Totem repairs.
 */
final class ReplayWindow {

    static final int WIDTH_FRAMES = 4096;

    private final long[] taken = new long[WIDTH_FRAMES / Long.SIZE];
    private long first;
    private long next;

    /** From here on, numbers below {@code newFirst} are refused and no other was taken. */
    void beginAt(final long newFirst) {
        first = newFirst;
        next = newFirst;
        Arrays.fill(taken, 0);
    }

    /** Takes a number, once. */
    boolean take(final long number) {
        if (number < first || number < next - WIDTH_FRAMES) {
            return false;
        }
        if (number >= next) {
            advanceTo(number);
        } else if (isTaken(number)) {
            return false;
        }
        taken[word(number)] |= 1L << number;
        return true;
    }

    private void advanceTo(final long number) {
        if (number - next >= WIDTH_FRAMES) {
            Arrays.fill(taken, 0);
        } else {
            for (long fresh = next; fresh <= number; fresh++) {
                taken[word(fresh)] &= ~(1L << fresh);
            }
        }
        next = number + 1;
    }

    private boolean isTaken(final long number) {
        return (taken[word(number)] & (1L << number)) != 0;
    }

    private static int word(final long number) {
        return (int) (number / Long.SIZE) & (WIDTH_FRAMES / Long.SIZE - 1);
    }
}
