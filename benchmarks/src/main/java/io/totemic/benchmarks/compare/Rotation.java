/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

/**
 * How long the token took to go around while it was watched. Times are in µs.
 *
 * @param rotations that were seen, 0 if none were
 * @param meanMicros of them
 * @param p50Micros 0 if the system tells no more than how many there were
 * @param p99Micros the same
 * @param ownMeanMillis what the system itself says is their mean, in whole milliseconds; -1 if it says nothing
 * @param newRings how often the ring was formed anew meanwhile, of which members of groups are not told if the nodes are the same; -1 if
 *     the system does not say
 */
record Rotation(
        long rotations, double meanMicros, double p50Micros, double p99Micros, long ownMeanMillis, long newRings) {

    /** Nothing was watched. */
    static final Rotation NONE = new Rotation(0, 0, 0, 0, -1, -1);

    private static final double NANOS_PER_MICRO = 1e3;

    /** Of a system that counts its tokens: so many in so many ns. */
    static Rotation ofCount(final long rotations, final long ns, final long ownMeanMillis, final long newRings) {
        return rotations <= 0
                ? NONE
                : new Rotation(rotations, ns / NANOS_PER_MICRO / rotations, 0, 0, ownMeanMillis, newRings);
    }
}
