/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter;

import java.util.Comparator;

/**
 * What a replica has counted, and how recently it was in force. Replicas that meet again have counted apart: the greatest of theirs is
 * the one that the quorum went on with.
 *
 * @param ringSeq sequence of the last ring on which it was in force; 0 if it never was
 * @param ringsSince how many rings its replica has seen after that one: who comes straight from it was with the quorum to the end
 * @param value the sum
 */
record Count(long ringSeq, int ringsSince, long value) implements Comparable<Count> {

    /** What a replica begins with: it does not even know that there was nothing. */
    static final Count UNKNOWN = new Count(0, 0, 0);

    private static final Comparator<Count> RECENT_LAST = Comparator.<Count>comparingLong(Count::ringSeq)
            .thenComparing(Comparator.comparingInt(Count::ringsSince).reversed())
            .thenComparingLong(Count::value);

    boolean isKnown() {
        return ringSeq != 0;
    }

    Count inForceOn(final long newRingSeq) {
        return new Count(newRingSeq, 0, value);
    }

    Count onNextRing() {
        return new Count(ringSeq, ringsSince + 1, value);
    }

    Count plus(final long amount) {
        return new Count(ringSeq, ringsSince, value + amount);
    }

    @Override
    public int compareTo(final Count other) {
        return RECENT_LAST.compare(this, other);
    }
}
