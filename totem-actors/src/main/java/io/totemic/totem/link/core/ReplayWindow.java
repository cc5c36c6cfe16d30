/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link.core;

import java.util.Arrays;

/**
 * Which numbers of a stream were taken already. A number that is new moves the window on; one that is further behind than the
 * window is wide is refused, since nobody can tell whether it was taken. To Totem a refused frame is a lost one.
 */
final class ReplayWindow {

    /**
     * Of the data stream: what one transmitter may have on its way. A node sends at most {@code max_messages} and what it retransmits in
     * a visit, 67 frames with the defaults, and none is many visits late: this is 60 such visits, or two of the largest {@code
     * window_size} that makes sense. 512 bytes.
     */
    static final int DATA_WIDTH_FRAMES = 4096;

    /**
     * Of the token and control streams, where a late frame is worth nothing and an old JOIN does harm: as many as a network that
     * reorders may mix up.
     */
    static final int OTHER_WIDTH_FRAMES = 64;

    private final int widthFrames;
    private final long[] taken;
    private long first;
    private long next;

    /**
     * Begins at 0.
     *
     * @param widthFrames a power of two, at least 64
     */
    ReplayWindow(final int widthFrames) {
        this.widthFrames = widthFrames;
        taken = new long[widthFrames / Long.SIZE];
    }

    /** From here on, numbers below {@code newFirst} are refused and no other was taken. */
    void beginAt(final long newFirst) {
        first = newFirst;
        next = newFirst;
        Arrays.fill(taken, 0);
    }

    /** Takes a number, once. */
    boolean take(final long number) {
        if (number < first || number < next - widthFrames) {
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
        if (number - next >= widthFrames) {
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

    private int word(final long number) {
        return (int) (number / Long.SIZE) & (taken.length - 1);
    }
}
