/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.NodeProcess.Line;

/**
 * Counters of a member since its start.
 *
 * @param gatherEntered times that the membership protocol began anew
 * @param retransmittedFrames sent again for others
 * @param receivedFrames data frames from the network
 * @param lostFrames lost on purpose
 * @param lateTurns turns of the ring loop that came late
 * @param longestPauseMs longest of these
 * @param parks times that the ring loop parked or slept
 */
record NodeCounters(
        long gatherEntered,
        long retransmittedFrames,
        long receivedFrames,
        long lostFrames,
        long lateTurns,
        long longestPauseMs,
        long parks) {

    /** Of the answer to {@code COUNTERS}. */
    static NodeCounters of(final Line said) {
        final long[] numbers = said.fields().stream().mapToLong(Long::parseLong).toArray();
        return new NodeCounters(numbers[0], numbers[5], numbers[6], numbers[7], numbers[8], numbers[9], numbers[10]);
    }

    @Override
    public String toString() {
        return "GATHER entered " + gatherEntered + ", data frames received " + receivedFrames + ", lost on purpose "
                + lostFrames + ", sent again " + retransmittedFrames + ", late turns " + lateTurns
                + ", longest pause " + longestPauseMs + " ms, parks " + parks;
    }
}
