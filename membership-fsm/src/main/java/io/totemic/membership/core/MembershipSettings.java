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
 * @param joinNs JOIN is repeated this often
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

    public MembershipSettings {
        if (!configured.contains(self)) {
            throw new IllegalArgumentException("node " + self + " is not in the nodelist " + configured);
        }
    }
}
