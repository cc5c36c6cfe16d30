/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.List;
import java.util.OptionalInt;

/** The vote counter of one node, as {@link FollowingVoteModel} drives it. One thread. */
public interface VoteNode {

    /** A membership begins; the node itself is among the members. */
    void beginSync(List<Integer> members);

    /** What it says about itself now. */
    NodeInfo nodeInfo();

    /** What it says about the quorum device now; {@code nodeId} and, in the simulator, the expected votes and flags are 0. */
    NodeInfo deviceInfo();

    /** The membership is complete. Messages about it may come later. */
    void finishSync();

    /** A message, perhaps its own. */
    void onNodeInfo(int sender, NodeInfo info);

    /** The window of last man standing is over, if one is open. */
    void onWindowPassed();

    /** The verdict now. */
    boolean isQuorate();

    /** Votes that it takes, if it can tell. */
    default OptionalInt quorum() {
        return OptionalInt.empty();
    }

    /** Votes that it counts, if it can tell. */
    default OptionalInt totalVotes() {
        return OptionalInt.empty();
    }
}
