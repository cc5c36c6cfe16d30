/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;

/**
 * What one node has told its actors of the cluster.
 *
 * @param node whose view it is
 * @param isUp whether it runs; if not, the rest is as before the first ring
 * @param ringId of the ring that is in force, null before the first
 * @param members of that ring
 * @param verdict of the tally; pending from the loss of a ring until the next one is in force
 */
public record NodeView(NodeId node, boolean isUp, RingId ringId, NodeSet members, QuorumVerdict.State verdict) {

    /** The view of a node that is down. */
    static NodeView down(final NodeId node) {
        return new NodeView(node, false, null, NodeSet.EMPTY, QuorumVerdict.State.PENDING);
    }

    /** Whether the ring in force is quorate. */
    public boolean isQuorate() {
        return verdict == QuorumVerdict.State.QUORATE;
    }

    /** In one line, for messages. */
    @Override
    public String toString() {
        if (!isUp) {
            return "node " + node + " is down";
        }
        return "node " + node + " is "
                + (ringId == null ? "on no ring yet" : "on ring " + ringId + " of {" + members + "}, " + verdict);
    }
}
