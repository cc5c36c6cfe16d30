/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

/**
 * How the modelled network behaves, the same for all links.
 *
 * @param minDelayNs shortest delay of a frame
 * @param meanExtraDelayNs mean of the exponential delay on top of it
 * @param lossPerMille frames lost, of 1000
 * @param duplicationPerMille frames doubled, of 1000
 * @param reorderPerMille frames that may overtake others of their stream, of 1000
 * @param corruptionPerMille frames in which a bit is flipped, of 1000
 */
public record NetworkOptions(
        long minDelayNs,
        long meanExtraDelayNs,
        int lossPerMille,
        int duplicationPerMille,
        int reorderPerMille,
        int corruptionPerMille) {

    /** About a millisecond, nothing lost. */
    public static final NetworkOptions CALM = new NetworkOptions(500_000L, 500_000L, 0, 0, 0, 0);

    /** About a millisecond, and a little of everything. */
    public static final NetworkOptions ROUGH = new NetworkOptions(300_000L, 700_000L, 20, 10, 20, 5);
}
