/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.NodeId;

/**
 * What a node says of itself, or of its quorum device, to the tallies of all.
 *
 * @param node who; null for the device
 * @param votes its votes
 * @param expectedVotes what it expects the complete cluster to have
 * @param flags see {@link NodeFlags}
 */
public record NodeInfo(NodeId node, int votes, int expectedVotes, int flags) implements QuorumMessage {

    /** Whether the bit is set. */
    public boolean has(final int flag) {
        return (flags & flag) != 0;
    }
}
