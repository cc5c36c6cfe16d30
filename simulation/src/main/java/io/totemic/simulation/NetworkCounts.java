/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

/**
 * What a network did to frames.
 *
 * @param carried frames that were brought to a node, copies too
 * @param cut lost because a partition or a cut lay between
 * @param lost by chance
 * @param overflowed lost because a narrow link's queue was full
 * @param duplicated brought twice
 * @param reordered let overtake others of their stream
 * @param corrupted brought with a bit flipped
 * @param injected brought by an attacker
 */
public record NetworkCounts(
        long carried,
        long cut,
        long lost,
        long overflowed,
        long duplicated,
        long reordered,
        long corrupted,
        long injected) {

    /** Nothing. */
    public static final NetworkCounts NONE = new NetworkCounts(0, 0, 0, 0, 0, 0, 0, 0);

    /** These and those. */
    public NetworkCounts plus(final NetworkCounts other) {
        return new NetworkCounts(
                carried + other.carried,
                cut + other.cut,
                lost + other.lost,
                overflowed + other.overflowed,
                duplicated + other.duplicated,
                reordered + other.reordered,
                corrupted + other.corrupted,
                injected + other.injected);
    }
}
