/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.cpg.core.CpgCounters;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.MemberListener;
import io.totemic.quorum.VoteQuorum;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
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
     * Joins a group whose messages are of {@code type}; done when the join was delivered here. The listener is told everything from
     * its own join on, and when it ends it leaves. What it has no time for waits in its mailbox: a listener that is to slow the others
     * down rather than to fill memory is a {@code io.totemic.stream.GroupStreams} source.
     *
     * <p>Fails with {@code IllegalArgumentException} if {@code group} is not 1 to 128 bytes of UTF-8, or this node has no room for
     * more members.
     */
    default <T> CompletionStage<Group<T>> join(
            final String group, final Class<T> type, final ActorRef<GroupEvent<T>> listener) {
        return join(group, codecOf(type), listener);
    }

    /** The same, with messages that are written and read by {@code codec}. */
    <T> CompletionStage<Group<T>> join(String group, PayloadCodec<T> codec, ActorRef<GroupEvent<T>> listener);

    /**
     * Writes and reads messages of {@code type} as this actor system is configured to: with the serializer that {@code
     * pekko.actor.serialization-bindings} names for them, and as CBOR by Jackson if it names none.
     */
    <T> PayloadCodec<T> codecOf(Class<T> type);

    /**
     * Joins a group whose messages are bytes; done when the join was delivered here. The listener is told everything from its own join
     * on, and when it ends it leaves. It is told everything at once: what it has no time for waits in its mailbox.
     *
     * <p>Fails with {@code IllegalArgumentException} if {@code group} is not 1 to 128 bytes of UTF-8, or this node has no room for
     * more members.
     */
    default CompletionStage<ByteGroup> joinBytes(final String group, final ActorRef<MemberEvent> listener) {
        return joinBytes(group, listener, 0);
    }

    /**
     * The same, for a listener that says what it has taken with {@link ByteGroup#consumed}, and is told no more than a window ahead of
     * that. What it does not keep up with waits in the node, then slows the node and then the ring.
     *
     * @param windowBytes payloads, and 64 bytes for each event; 0 for no window
     */
    CompletionStage<ByteGroup> joinBytes(String group, ActorRef<MemberEvent> listener, long windowBytes);

    /**
     * Joins a group whose messages are bytes; done when the join was delivered here. The listener is told everything from its own join
     * on, many events at a time, which costs least of all ways to listen. If it throws, the member leaves as if it had died.
     *
     * <p>Fails as {@link #joinBytes(String, ActorRef)} does.
     *
     * @param executor runs the listener, one call behind the other. {@code Runnable::run} has it called on the ring loop itself, for
     *     which the ring waits meanwhile: it must not block, nor take longer than some microseconds
     * @param windowBytes as for an actor; 0 for no window
     */
    CompletionStage<ByteGroup> joinBytes(String group, MemberListener listener, Executor executor, long windowBytes);

    /** All groups of the configuration, each with its members, ascending. */
    CompletionStage<SortedMap<String, List<GroupMember>>> groups();

    /** What the group service of this node has counted. */
    CompletionStage<CpgCounters> groupCounters();

    /** Who has quorum and why, and what operators change about it. */
    Quorum quorum();

    /** The keys that frames are encrypted with, and their change. */
    Keys keys();

    /** Tells {@code subscriber} the verdict of the tally now, and each change of it until it ends. */
    CompletionStage<Done> subscribeQuorum(ActorRef<VoteQuorum.VerdictChanged> subscriber);

    /**
     * How long those who go on without a node had better wait before they do what it was doing: the token time-out, within which a node
     * that was cut off suspends itself and tells it, and the time for consensus, as a margin for what is late on that node.
     */
    CompletionStage<Duration> separation();

    /** What this node knows of the cluster now. */
    CompletionStage<ClusterView> view();

    /** Leaves the ring and stops the node; done when its link is closed. */
    CompletionStage<Done> leave();

    /** Completed when the node has ended; exceptionally if it failed. */
    CompletionStage<Done> whenTerminated();
}
