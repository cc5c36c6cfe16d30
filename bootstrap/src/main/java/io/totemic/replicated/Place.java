/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated;

import java.util.Comparator;

/**
 * Where a command stands in the order of all commands. Places grow, at every replica and over all partitions: the place of a
 * command that was answered as done is smaller than that of any command which was given after the answer.
 *
 * @param life which of the lives of the state machine; another one begins only when more than half of the replicas were restarted
 *     before others had what they knew
 * @param index how many commands and agreements of this life came before, and this one
 */
public record Place(long life, long index) implements Comparable<Place> {

    /** Before everything. */
    public static final Place NONE = new Place(0, 0);

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::life, Long::compareUnsigned).thenComparing(Place::index, Long::compareUnsigned);

    @Override
    public int compareTo(final Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return Long.toHexString(life) + "/" + Long.toUnsignedString(index);
    }
}
