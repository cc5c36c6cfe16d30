/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.cpg.GroupEvent;
import io.totemic.protocol.NodeId;
import io.totemic.quorum.VoteQuorum;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the actors of an application do with their node. Code that takes one runs on a real node ({@link Totemic}) and on a
 * simulated one.
 *
 * <p>Safe from any thread; no future is completed on the ring loop. What is asked of a node that has not started yet waits until
 * it has; what is asked of a node that has died is not answered.
 */
public interface TotemicNode {

    /**
     * This node.
     *
     * @throws IllegalStateException if it is not known yet which one that is
     */
    NodeId self();

    /**
     * Joins a group; done when the join was delivered here. The listener is told everything from its own join on, and when it
     * ends it leaves.
     *
     * @param group 1 to 128 bytes of UTF-8
     */
    CompletionStage<Group> join(String group, ActorRef<GroupEvent> listener);

    /** Tells {@code subscriber} the verdict of the tally now, and each change of it until it ends. */
    CompletionStage<Done> subscribeQuorum(ActorRef<VoteQuorum.VerdictChanged> subscriber);

    /** What this node knows of the cluster now. */
    CompletionStage<ClusterView> view();

    /** Leaves the ring and stops the node; done when its link is closed. */
    CompletionStage<Done> leave();

    /** Completed when the node has ended; exceptionally if it failed. */
    CompletionStage<Done> whenTerminated();
}
