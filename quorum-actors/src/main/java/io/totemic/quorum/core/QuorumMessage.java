/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.NodeId;

/** What tallies tell each other in the order, and when a configuration is synchronised. */
public sealed interface QuorumMessage
        permits NodeInfo,
                QuorumMessage.Reconfigure,
                QuorumMessage.WindowExpired,
                QuorumMessage.ModesChanged,
                TallyState {

    /** What a reconfiguration changes, with Corosync's numbers. */
    enum Parameter {
        EXPECTED_VOTES(1),
        NODE_VOTES(2),
        CANCEL_WAIT_FOR_ALL(3);

        private final int number;

        Parameter(final int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static Parameter of(final int number) {
            return number >= 1 && number <= 3 ? values()[number - 1] : null;
        }
    }

    /**
     * An operator's change, for the whole cluster.
     *
     * @param parameter what changes
     * @param node whose votes; 0 in Corosync's layout, and null here, where no node is meant
     * @param value the new one
     * @param ticket of the request on the node that sends it; 0 for none. It stands where Corosync's layout pads.
     */
    record Reconfigure(Parameter parameter, NodeId node, int value, int ticket) implements QuorumMessage {}

    /** The window of last_man_standing of the sender is over; {@code window} is its number there. */
    record WindowExpired(int window) implements QuorumMessage {}

    /** The sender has read its configuration again. The other options are not changed at run time. */
    record ModesChanged(boolean isTwoNode, boolean isWaitForAll) implements QuorumMessage {}
}
