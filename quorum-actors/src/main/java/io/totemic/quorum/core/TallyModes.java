/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.TieBreaker;

/**
 * The options by which a tally counts. Source: votequorum(5).
 *
 * @param isTwoNode one of two nodes is enough
 * @param isWaitForAll nobody is quorate before all were seen at once
 * @param isLastManStanding expected votes follow those that are left, a window after others went
 * @param tieBreaker which of two halves goes on
 * @param allowsDownscale a node that leaves in good order takes its votes out of the expected ones
 * @param isTrackingExpectedVotes the most votes ever expected are remembered
 */
public record TallyModes(
        boolean isTwoNode,
        boolean isWaitForAll,
        boolean isLastManStanding,
        TieBreaker tieBreaker,
        boolean allowsDownscale,
        boolean isTrackingExpectedVotes) {

    /** A plain majority. */
    public static final TallyModes PLAIN = new TallyModes(false, false, false, TieBreaker.NONE, false, false);

    TallyModes withoutLastManStanding() {
        return new TallyModes(isTwoNode, isWaitForAll, false, tieBreaker, allowsDownscale, isTrackingExpectedVotes);
    }

    TallyModes with(final boolean nowTwoNode, final boolean nowWaitForAll) {
        return new TallyModes(
                nowTwoNode, nowWaitForAll, isLastManStanding, tieBreaker, allowsDownscale, isTrackingExpectedVotes);
    }
}
