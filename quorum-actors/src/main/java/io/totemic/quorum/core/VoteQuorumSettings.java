/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.NodeId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tally of one node is set to.
 *
 * @param self this node
 * @param hasProvider whether there is a quorum provider at all; without one everybody is always quorate
 * @param votes configured votes of each node of the nodelist
 * @param expectedVotes votes of all configured nodes and the device together, or what is written instead
 * @param modes the options
 * @param isWaitForAllAutomatic whether wait_for_all is on only because two_node is
 * @param windowNs last_man_standing_window, in ns
 * @param device the quorum device, if one is configured
 * @param trackedVotes the most votes ever expected, from disk; 0 if nothing is tracked
 */
public record VoteQuorumSettings(
        NodeId self,
        boolean hasProvider,
        SortedMap<NodeId, Integer> votes,
        int expectedVotes,
        TallyModes modes,
        boolean isWaitForAllAutomatic,
        long windowNs,
        Optional<DeviceSettings> device,
        int trackedVotes) {

    /** Most votes of one node. */
    public static final int VOTES_MAX = 1_000_000;

    /** Most votes of a cluster. */
    public static final int EXPECTED_VOTES_MAX = 1_000_000_000;

    public VoteQuorumSettings {
        votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
    }

    /** Votes of this node. */
    public int ownVotes() {
        return votes.getOrDefault(self, 1);
    }

    /** These, with the most votes ever expected, as they were found on disk. */
    public VoteQuorumSettings tracking(final int mostExpectedVotes) {
        return new VoteQuorumSettings(
                self,
                hasProvider,
                votes,
                expectedVotes,
                modes,
                isWaitForAllAutomatic,
                windowNs,
                device,
                mostExpectedVotes);
    }

    /** These, with other options. */
    public VoteQuorumSettings with(final TallyModes otherModes) {
        return new VoteQuorumSettings(
                self,
                hasProvider,
                votes,
                expectedVotes,
                otherModes,
                isWaitForAllAutomatic,
                windowNs,
                device,
                trackedVotes);
    }

    /** These, with other expected votes. */
    public VoteQuorumSettings expecting(final int otherExpectedVotes) {
        return new VoteQuorumSettings(
                self,
                hasProvider,
                votes,
                otherExpectedVotes,
                modes,
                isWaitForAllAutomatic,
                windowNs,
                device,
                trackedVotes);
    }

    /** What another node of the nodelist is set to, if it has the same options. */
    VoteQuorumSettings seenFrom(final NodeId node) {
        return new VoteQuorumSettings(
                node, hasProvider, votes, expectedVotes, modes, isWaitForAllAutomatic, windowNs, device, trackedVotes);
    }
}
