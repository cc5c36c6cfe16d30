/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.List;

/**
 * One thing that is done to a cluster at a moment. What makes no sense at that moment, as a crash of a node that is down, does
 * nothing, so that any part of a schedule is a schedule.
 */
public sealed interface Action {

    /** The node starts, or once the incarnation that is leaving has ended. */
    record Start(NodeId node) implements Action {}

    /** The node dies without a word. */
    record Crash(NodeId node) implements Action {}

    /** The node says LEAVE and ends. */
    record Leave(NodeId node) implements Action {}

    /** Nothing of the node runs for so long, as under SIGSTOP or a full collection; what arrives waits. */
    record Pause(NodeId node, long durationNs) implements Action {}

    /** A turn of the node's loop takes so many times as long; 1 is as usual. */
    record Slow(NodeId node, int factor) implements Action {}

    /**
     * The node's clock goes on by so much at once. Back goes only the clock of the wall, from which the node takes its epoch: the
     * other one never does.
     */
    record JumpClock(NodeId node, long byNs) implements Action {}

    /** The node's ring id file is gone, or torn, which is the same to the node: its next incarnation begins with nothing. */
    record LoseDisk(NodeId node) implements Action {}

    /** The node's ring id file has this sequence, unsigned: its next incarnation begins above it. */
    record StoreRing(NodeId node, long ringSeq) implements Action {}

    /** Each write of the node's ring id takes so long from now on; 0 is as usual. */
    record SlowDisk(NodeId node, long writeNs) implements Action {}

    /** The network falls into these parts; a node in none of them is alone. Takes the place of the partition before. */
    record Partition(List<NodeSet> parts) implements Action {
        public Partition {
            parts = List.copyOf(parts);
        }
    }

    /** The partition ends. What was cut one way stays cut. */
    record Join() implements Action {}

    /** No frame goes from any of {@code from} to any of {@code to}; the other way is not touched. */
    record Cut(NodeSet from, NodeSet to) implements Action {}

    /** Ends a {@link Cut}. */
    record Mend(NodeSet from, NodeSet to) implements Action {}

    /** From now on the links from {@code from} to {@code to} behave like this, for frames of these streams. */
    record Degrade(NodeSet from, NodeSet to, List<FrameStream> streams, LinkConditions conditions) implements Action {
        public Degrade {
            streams = List.copyOf(streams);
        }
    }

    /** The links from {@code from} to {@code to} behave like all others again. */
    record Restore(NodeSet from, NodeSet to) implements Action {}

    /** The node's member of the group sends so many messages of up to so many bytes. */
    record Send(NodeId node, int messages, int maxBytes) implements Action {}

    /** The node's member leaves the group, and joins it again after so long. */
    record LeaveGroup(NodeId node, long awayNs) implements Action {}

    /**
     * A further member on the node joins the group of that number, unless it has as many in it as it may.
     *
     * @param windowBytes how far it may be behind; 0 if it is told everything at once
     * @param paceNs how often it says what it has taken; 0 for at once
     */
    record JoinMember(NodeId node, int group, long windowBytes, long paceNs) implements Action {}

    /** Of the further members of the node the one at {@code which}, counted over and over, leaves its group. */
    record LeaveMember(NodeId node, int which) implements Action {}

    /** One of the further members of the node dies. */
    record KillMember(NodeId node, int which) implements Action {}

    /** One of the further members of the node takes nothing for so long. */
    record StallMember(NodeId node, int which, long durationNs) implements Action {}

    /** One of the further members of the node sends so many messages of up to so many bytes; the first one has them if they are many. */
    record SendFrom(NodeId node, int which, int messages, int maxBytes) implements Action {}

    /** An operator of the node gives a node other votes. */
    record SetVotes(NodeId node, NodeId of, int votes) implements Action {}

    /** An operator of the node tells the cluster how many votes to expect. */
    record SetExpectedVotes(NodeId node, int votes) implements Action {}

    /** An operator of the node wants nobody to wait for all. */
    record CancelWaitForAll(NodeId node) implements Action {}

    /** An operator puts the second key of the cluster beside the first one on the node, and tells the node if it is up. */
    record LoadKey(NodeId node) implements Action {}

    /** An operator of the node wants all to seal with the first or the second key. */
    record ActivateKey(NodeId node, int key) implements Action {}

    /** An operator of the node wants all to drop the first or the second key. */
    record RetireKey(NodeId node, int key) implements Action {}

    /** Whether it is about keys. */
    default boolean isOfKeys() {
        return this instanceof LoadKey || this instanceof ActivateKey || this instanceof RetireKey;
    }

    /** Where the operator is, of an action that is about keys. */
    default NodeId keyOperator() {
        if (this instanceof LoadKey load) {
            return load.node();
        }
        return this instanceof ActivateKey activate ? activate.node() : ((RetireKey) this).node();
    }

    /** Whether it is a change of votes. */
    default boolean isOfVotes() {
        return this instanceof SetVotes || this instanceof SetExpectedVotes || this instanceof CancelWaitForAll;
    }

    /** Whether it is about a further member. */
    default boolean isOfMember() {
        return this instanceof JoinMember
                || this instanceof LeaveMember
                || this instanceof KillMember
                || this instanceof StallMember
                || this instanceof SendFrom;
    }

    /** Whether nothing goes on happening after it: who is up and who hears whom changes at once. */
    default boolean isOfStandstill() {
        return this instanceof Start
                || this instanceof StoreRing
                || this instanceof Crash
                || this instanceof Leave
                || this instanceof Partition
                || this instanceof Join
                || this instanceof Cut
                || this instanceof Mend;
    }

    /** Whether it is no fault: what a cluster is for. */
    default boolean isWork() {
        return this instanceof Send
                || this instanceof LeaveGroup
                || isOfVotes()
                || isOfKeys()
                || (isOfMember() && !(this instanceof StallMember));
    }
}
