/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock;

import io.totemic.TotemicNode;
import io.totemic.lock.core.LockState;
import io.totemic.protocol.NodeId;
import io.totemic.quorum.VoteQuorum;
import io.totemic.replicated.Place;
import io.totemic.replicated.ReplicatedStateMachine.View;
import io.totemic.replicated.Role;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A lock of the cluster: one of the actors that want it holds it, wherever they are. Spawn one under the same name on each node, and
 * tell the one of their node what they want.
 *
 * <p>Who wants it waits in one queue, in the order in which the cluster has taken their wishes. It passes to the next when its holder
 * releases it, its holder or the lock on its node ends, or its node is not among those who go on with quorum.
 *
 * <p>What it promises:
 *
 * <ul>
 *   <li><b>In the order of events</b> nobody is granted the lock before the one who had it has lost it. Each grant has a token that is
 *       greater than those of all grants before, over all partitions and restarts; a resource that refuses smaller tokens than it has seen
 *       is safe whatever clocks and pauses do.
 *   <li><b>By the clock</b> nobody is told {@link Granted} while somebody else, who was told it before, has not been told that it is over,
 *       <i>if</i> no node is late by more than a bound. A node that was cut off suspends its holders one token time-out after the last token
 *       at the latest. Those who go on form a ring without it after that token, and tell nobody of a grant until they have been together
 *       for a hand-over delay, by default the token time-out and the time for consensus. So a node may be late by the time for consensus
 *       (1.2 s with the default settings): by pauses of its JVM, a slow network and a busy dispatcher together. Who pauses for longer acts as
 *       holder from the end of the pause until it is told, which is at once when its node has read what came meanwhile. Only tokens
 *       help against that.
 * </ul>
 *
 * <p>Safe from any thread, as all actors.
 */
public final class DistributedLock {

    /** Groups of locks begin with it. */
    static final String GROUP_PREFIX = "totemic.lock/";

    private DistributedLock() {}

    /** What the lock of a node takes. */
    public sealed interface Command {}

    /** The owner wants the lock, and is told what becomes of it until it is told {@link Lost} or {@link Released}, or ends. */
    public record Acquire(ActorRef<Event> owner) implements Command {}

    /** The owner does not want the lock any more, whether it has it or waits for it. It must not use it from here on. */
    public record Release(ActorRef<Event> owner) implements Command {}

    /** Tells the subscriber what this node knows of the lock now, and again whenever that changes, until it ends. */
    public record Subscribe(ActorRef<State> subscriber) implements Command {}

    record ClientEnded(ActorRef<?> client) implements Command {}

    record Viewed(View<LockState> view) implements Command {}

    record VerdictTold(VoteQuorum.VerdictChanged verdict) implements Command {}

    record DelayKnown(Duration delay) implements Command {}

    record Settled() implements Command {}

    record Compare() implements Command {}

    record Answered(long wish, boolean isDone) implements Command {}

    /**
     * What a node knows of the lock.
     *
     * @param role whether it is up to date: only while it is {@link Role#SERVING}
     * @param holder the node of the actor that holds it, or will when the hand-over delay is over; null if nobody wants it
     * @param waiting how many wait behind that one
     */
    public record State(Role role, NodeId holder, int waiting) {}

    /** What an owner is told. */
    public sealed interface Event {}

    /**
     * You hold the lock.
     *
     * @param token greater than those of all grants before; the same again after {@link Suspended} if nobody else had it in between
     */
    public record Granted(Place token) implements Event {}

    /** Stop: the ring is formed anew, or has no quorum, and others may be granted the lock. {@link Granted} or {@link Lost} follows. */
    public record Suspended() implements Event {}

    /** The lock has passed to others, and you do not wait for it any more. */
    public record Lost() implements Event {}

    /** You have given it up, and those behind you know. */
    public record Released() implements Event {}

    /** The lock of a node, with the hand-over delay that the settings of the node give. */
    public static Behavior<Command> create(final TotemicNode node, final String name) {
        return Behaviors.setup(context -> {
            context.pipeToSelf(node.separation(), (delay, failure) -> new DelayKnown(delay));
            return LockActor.create(node, name);
        });
    }

    /**
     * The lock of a node, the same with another hand-over delay. A shorter one than the default is right if every use of the lock
     * carries its token.
     */
    public static Behavior<Command> create(final TotemicNode node, final String name, final Duration handOverDelay) {
        return Behaviors.setup(context -> {
            context.getSelf().tell(new DelayKnown(handOverDelay));
            return LockActor.create(node, name);
        });
    }
}
