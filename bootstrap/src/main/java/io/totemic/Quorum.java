/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.config.ClusterConfig;
import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumLease;
import io.totemic.protocol.QuorumStatus;
import io.totemic.quorum.VoteQuorum;
import io.totemic.quorum.core.VoteChange;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * votequorum as users of a node see it.
 *
 * <p>Safe from any thread; no future is completed on the ring loop. What is asked of a node that has died is not answered.
 */
public interface Quorum {

    /** How long quorum may be relied on without hearing from anybody; the same object each time, for any thread. */
    CompletionStage<QuorumLease> lease();

    /** What is decided now, and why. */
    CompletionStage<QuorumStatus> status();

    /** Tells {@code subscriber} what is decided now, and each change of it until it ends. */
    CompletionStage<Done> subscribe(ActorRef<VoteQuorum.VerdictChanged> subscriber);

    /**
     * Changes what the complete cluster is expected to have, at all members, as {@code corosync-quorumtool -e}. Refused if there are
     * more votes than that here, or if quorum would be lost.
     *
     * @param votes 1..1000000000
     */
    CompletionStage<VoteChange> setExpectedVotes(int votes);

    /**
     * Changes the votes of a node, at all members, as {@code corosync-quorumtool -v}. Refused if more votes would be needed than are
     * here.
     *
     * @param votes 0..1000000
     */
    CompletionStage<VoteChange> setVotes(NodeId node, int votes);

    /** Nobody waits for all any longer, until quorum is lost again. */
    CompletionStage<VoteChange> cancelWaitForAll();

    /**
     * votequorum follows a configuration that was read again: votes of nodes, nodes that were added or removed, expected_votes, two_node and
     * the device; its other options stay, and so does everything else of the node, as the links to its peers. Each node is to be told.
     * Done when the change is on its way into the order.
     *
     * <p>Fails with {@code IllegalArgumentException} if it is a change that a running node cannot follow.
     */
    CompletionStage<Done> reload(ClusterConfig config);

    /**
     * The verdict of each part if the configuration split into {@code parts}, as far as this node knows. Changes nothing. Empty while no
     * configuration is synchronised, or without a provider.
     *
     * <p>Fails with {@code IllegalArgumentException} if a part is empty or a node stands in two of them.
     */
    CompletionStage<List<HypotheticalPart>> suppose(List<NodeSet> parts);
}
