/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;

/**
 * What the membership protocol of one node is set to.
 *
 * @param self this node
 * @param configured every node of the nodelist; a node outside it is refused, because no link leads to it
 * @param tokenNs token time-out
 * @param tokenRetransmitNs after this the commit token is sent again
 * @param joinNs JOIN is repeated after this for the first time
 * @param sendJoinNs upper bound of the random delay before a JOIN; 0 for none
 * @param consensusNs who has not agreed after this is excluded
 * @param mergeNs interval at which a node that holds another off tells whom it hears
 */
public record MembershipSettings(
        NodeId self,
        NodeSet configured,
        long tokenNs,
        long tokenRetransmitNs,
        long joinNs,
        long sendJoinNs,
        long consensusNs,
        long mergeNs) {

    /** Longest pause between two JOINs that say the same, in units of {@code join}. */
    private static final int JOIN_PAUSE_MAX = 4;

    public MembershipSettings {
        if (!configured.contains(self)) {
            throw new IllegalArgumentException("node " + self + " is not in the nodelist " + configured);
        }
    }

    /**
     * A node that gathers sends its JOIN again after so long at the latest, in ns.
     *
     * <p>Differs from Corosync, which repeats it each {@code join}: here the second pause is twice as long, and those after it four times.
     * Each JOIN goes to all nodes: where many of them start together their cores would do little else.
     */
    public long joinPauseMaxNs() {
        return JOIN_PAUSE_MAX * joinNs;
    }
}
