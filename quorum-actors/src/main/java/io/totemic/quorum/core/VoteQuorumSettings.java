/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.NodeId;

/**
 * What the tally of one node is set to.
 *
 * @param self this node
 * @param hasProvider whether there is a quorum provider at all; without one everybody is always quorate
 * @param votes this node's votes
 * @param expectedVotes votes of all configured nodes together
 * @param isTwoNode one of two nodes is enough
 * @param isWaitForAll nobody is quorate before all were seen once
 */
public record VoteQuorumSettings(
        NodeId self, boolean hasProvider, int votes, int expectedVotes, boolean isTwoNode, boolean isWaitForAll) {}
