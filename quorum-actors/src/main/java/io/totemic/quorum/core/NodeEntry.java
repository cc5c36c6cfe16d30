/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.QuorumStatus.NodeState;

/**
 * What a tally knows of one node.
 *
 * @param state whether it counts
 * @param votes its votes
 * @param expectedVotes what it expects, or what is taken for it
 * @param flags see {@link NodeFlags}
 */
public record NodeEntry(NodeState state, int votes, int expectedVotes, int flags) {

    boolean has(final int flag) {
        return (flags & flag) != 0;
    }

    boolean isMember() {
        return state == NodeState.MEMBER;
    }

    NodeEntry with(final NodeState newState) {
        return new NodeEntry(newState, votes, expectedVotes, flags);
    }

    NodeEntry withVotes(final int newVotes) {
        return new NodeEntry(state, newVotes, expectedVotes, flags);
    }

    NodeEntry withExpectedVotes(final int newExpectedVotes) {
        return new NodeEntry(state, votes, newExpectedVotes, flags);
    }

    NodeEntry withFlag(final int flag, final boolean isSet) {
        return new NodeEntry(state, votes, expectedVotes, isSet ? flags | flag : flags & ~flag);
    }
}
