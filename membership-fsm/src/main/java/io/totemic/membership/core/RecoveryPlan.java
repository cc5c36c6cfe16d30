/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;

/**
 * What RECOVERY is to do, read from the completed commit token.
 *
 * @param ringId the ring to be installed
 * @param members its members
 * @param oldRingId the ring to be recovered
 * @param oldMembers its members, empty if this node has had no ring yet
 * @param transitional who comes along from the old ring
 * @param isExchangeNeeded whether old messages must be sent again
 * @param sendsFromSeq what this node has from here on it sends again. Up to the highest aru one member sends for all, since it
 *     has everything; beyond that each sends what it has
 * @param highestDelivered the furthest that one of {@code transitional} has delivered: safe messages up to this are held by all
 */
public record RecoveryPlan(
        RingId ringId,
        NodeSet members,
        RingId oldRingId,
        NodeSet oldMembers,
        NodeSet transitional,
        boolean isExchangeNeeded,
        int sendsFromSeq,
        int highestDelivered) {

    /** Members that do not come from the old ring. */
    public NodeSet joined() {
        return members.minus(transitional);
    }

    /** Members of the old ring that do not come along. */
    public NodeSet left() {
        return oldMembers.minus(transitional);
    }
}
