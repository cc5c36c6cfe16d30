/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the tally of one node remembers, as it tells the others when a configuration is synchronised: so each of them can
 * follow how it decides, and all come to one verdict. Corosync has no such message.
 *
 * @param self whose tally
 * @param modes by which it counts
 * @param nodes all it has ever seen
 * @param members of the configuration that begins
 * @param previousMembers of the one before
 * @param quorum votes it needed last
 * @param lowest lowest member when it was quorate last, or null
 * @param highest highest member when it was quorate last, or null
 * @param expectedVotesBarrier what expected votes were set to last
 * @param trackedVotes the most votes ever expected
 * @param deviceVotes votes of the device
 * @param window number of its last window of last_man_standing
 * @param isWindowOpen whether that window runs
 * @param isWaitingForAll whether it waits for all
 */
public record TallyState(
        NodeId self,
        TallyModes modes,
        SortedMap<NodeId, NodeEntry> nodes,
        NodeSet members,
        NodeSet previousMembers,
        int quorum,
        NodeId lowest,
        NodeId highest,
        int expectedVotesBarrier,
        int trackedVotes,
        int deviceVotes,
        int window,
        boolean isWindowOpen,
        boolean isWaitingForAll)
        implements QuorumMessage {

    public TallyState {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }
}
