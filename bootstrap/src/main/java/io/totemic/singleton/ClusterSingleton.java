/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.singleton;

import io.totemic.TotemicNode;
import io.totemic.lock.DistributedLock;
import io.totemic.replicated.Place;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Runs an actor on one node of the cluster, in the part with quorum, and on another one when that node is lost. Spawn one under the same
 * name on each node that may run it.
 *
 * <p>The instance runs where the {@link DistributedLock} of that name is held. It is stopped at once, before its node is told anything
 * else, when the ring ends or there is no quorum, and started again on the same node if that turns out to have it still: so every
 * change of the ring interrupts it, and what it has to keep it must keep elsewhere. A node that wants it gone for good tells
 * {@link HandOver}, or stops this actor.
 *
 * <p><b>Never two at once.</b> In the order of events always. By the clock as long as no node is late by more than the time for consensus:
 * {@link DistributedLock} says how the two bounds come about, and which part of it is the hand-over delay. What an instance does outside
 * the cluster should carry its token; with that it is safe whatever pauses there are.
 *
 * <p>After a crash or a partition the next instance starts when the others have noticed (the token time-out), agreed to go on (the time
 * for consensus), and waited for the hand-over delay: with the default settings after about 4.5 s. A hand-over takes milliseconds.
 */
public final class ClusterSingleton {

    private ClusterSingleton() {}

    /** What a singleton takes on each node. */
    public sealed interface Command<M> {}

    /** Passes the message to the instance if that runs on this node now; else it is dropped and counted as such in {@link Status}. */
    public record Tell<M>(M message) implements Command<M> {}

    /** Stop the instance here, let another node run it, and end; the next node does not have to wait. */
    public record HandOver<M>() implements Command<M> {}

    /** Answer whether the instance runs here. */
    public record GetStatus<M>(ActorRef<Status> replyTo) implements Command<M> {}

    record LockChanged<M>(DistributedLock.State state) implements Command<M> {}

    record LockTold<M>(DistributedLock.Event event) implements Command<M> {}

    record InstanceEnded<M>() implements Command<M> {}

    record InLineAgain<M>() implements Command<M> {}

    /**
     * What this node knows of the instance.
     *
     * @param isRunning whether it runs here
     * @param token of the grant it runs under, or ran under last; {@link Place#NONE} if it never did
     * @param droppedMessages messages for it that came when it did not run here
     * @param lock what this node knows of the lock: where the instance runs, or will when the hand-over delay is over, and if nowhere,
     *     why
     */
    public record Status(boolean isRunning, Place token, long droppedMessages, DistributedLock.State lock) {}

    /** The singleton of a node, with the hand-over delay that the settings of the node give. */
    public static <M> Behavior<Command<M>> create(
            final TotemicNode node, final String name, final Supplier<Behavior<M>> instance) {
        return create(node, name, token -> instance.get());
    }

    /** The same, for instances that carry the token of their grant in what they do. */
    public static <M> Behavior<Command<M>> create(
            final TotemicNode node, final String name, final Function<Place, Behavior<M>> instance) {
        return Behaviors.setup(
                context -> new SingletonActor<>(context, DistributedLock.create(node, groupOf(name)), instance));
    }

    /** The same, with another hand-over delay. */
    public static <M> Behavior<Command<M>> create(
            final TotemicNode node,
            final String name,
            final Duration handOverDelay,
            final Function<Place, Behavior<M>> instance) {
        return Behaviors.setup(context ->
                new SingletonActor<>(context, DistributedLock.create(node, groupOf(name), handOverDelay), instance));
    }

    private static String groupOf(final String name) {
        return "singleton/" + name;
    }
}
