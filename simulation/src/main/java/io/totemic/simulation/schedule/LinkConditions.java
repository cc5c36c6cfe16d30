/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

/**
 * How one direction between two nodes behaves.
 *
 * @param minDelayNs shortest delay of a frame
 * @param meanExtraDelayNs mean of the exponential delay on top of it
 * @param lossPerMille frames lost, of 1000
 * @param duplicationPerMille frames doubled, of 1000
 * @param reorderPerMille frames that may overtake others of their stream, of 1000
 * @param corruptionPerMille frames in which a bit is flipped, of 1000
 * @param bytesPerSecond what passes in a second; frames queue behind each other. 0 for no limit
 */
public record LinkConditions(
        long minDelayNs,
        long meanExtraDelayNs,
        int lossPerMille,
        int duplicationPerMille,
        int reorderPerMille,
        int corruptionPerMille,
        long bytesPerSecond) {

    /** A millisecond on average, nothing lost. */
    public static final LinkConditions CALM = new LinkConditions(500_000L, 500_000L, 0, 0, 0, 0, 0);

    /** A millisecond on average, and a little of everything. */
    public static final LinkConditions ROUGH = new LinkConditions(300_000L, 700_000L, 20, 10, 20, 5, 0);

    public LinkConditions {
        if (minDelayNs < 0 || meanExtraDelayNs < 0 || bytesPerSecond < 0) {
            throw new IllegalArgumentException("a delay or a rate is negative");
        }
        requirePerMille("loss", lossPerMille);
        requirePerMille("duplication", duplicationPerMille);
        requirePerMille("reorder", reorderPerMille);
        requirePerMille("corruption", corruptionPerMille);
    }

    /** These, losing so many of 1000 frames. */
    public LinkConditions losing(final int newLossPerMille) {
        return new LinkConditions(
                minDelayNs,
                meanExtraDelayNs,
                newLossPerMille,
                duplicationPerMille,
                reorderPerMille,
                corruptionPerMille,
                bytesPerSecond);
    }

    /** These, with such delays. */
    public LinkConditions delaying(final long newMinDelayNs, final long newMeanExtraDelayNs) {
        return new LinkConditions(
                newMinDelayNs,
                newMeanExtraDelayNs,
                lossPerMille,
                duplicationPerMille,
                reorderPerMille,
                corruptionPerMille,
                bytesPerSecond);
    }

    /** These, letting so many bytes pass in a second. */
    public LinkConditions limitedTo(final long newBytesPerSecond) {
        return new LinkConditions(
                minDelayNs,
                meanExtraDelayNs,
                lossPerMille,
                duplicationPerMille,
                reorderPerMille,
                corruptionPerMille,
                newBytesPerSecond);
    }

    /** The delays of these, and nothing that goes wrong. */
    public LinkConditions calmed() {
        return new LinkConditions(minDelayNs, meanExtraDelayNs, 0, 0, 0, 0, 0);
    }

    /** Whether every frame arrives as it was sent, once and in its order. */
    public boolean isLossless() {
        return lossPerMille == 0
                && duplicationPerMille == 0
                && reorderPerMille == 0
                && corruptionPerMille == 0
                && bytesPerSecond == 0;
    }

    private static void requirePerMille(final String name, final int value) {
        if (value < 0 || value > 1000) {
            throw new IllegalArgumentException(name + " is " + value + " of 1000, must be 0..1000");
        }
    }
}
