/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated;

import io.totemic.ByteGroup;
import io.totemic.TotemicNode;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendResult;
import io.totemic.replicated.core.ReplicaSettings;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;

/**
 * A replica of a {@link StateMachine}: spawn one on each node, under the same name of group.
 *
 * <p>What it promises, as long as no more than a minority of the replicas is down or has just been restarted at any time:
 *
 * <ul>
 *   <li>Commands are executed in one order at all replicas, and each at most once. One that was answered with {@link Done} is in every
 *       state that any replica serves from then on, over all partitions.
 *   <li>Commands and ordered reads are linearizable: each takes effect at one moment between its call and its answer.
 *   <li>Only one side of a partition executes, and only with quorum. The other side takes over its state when they are together again.
 *   <li>Who starts, or comes back, is sent the state; others go on meanwhile if a majority has it.
 * </ul>
 *
 * <p>The state is in memory. If too many replicas forget at once, the rest refuses ({@link Role#FORGOTTEN}) until all are there, and
 * then begins a new life with the most recent state that any of them has, or the initial one. So at the first start too nothing is
 * executed until all replicas have been there once.
 *
 * <p>A command costs about two rotations of the token, since it must be known to all on the ring before it is answered.
 *
 * <p>The replica leaves the group when its actor ends. Its commands are safe from any thread, as all messages of actors.
 */
public final class ReplicatedStateMachine {

    private static final int MESSAGES_BEFORE_JOINED_MAX = 10_000;

    private ReplicatedStateMachine() {}

    /** What a replica takes. */
    public sealed interface Command<S, C, R> {}

    /** Executes a command and answers with its result: with any {@link Answer}. */
    public record Execute<S, C, R>(C command, ActorRef<Answer<R>> replyTo) implements Command<S, C, R> {}

    /**
     * Answers with the state as it is after everything that was done before this was asked, at any replica: with {@link Done},
     * {@link TryAgain} or {@link NotQuorate}. As dear as a command.
     */
    public record ReadOrdered<S, C, R>(ActorRef<Answer<S>> replyTo) implements Command<S, C, R> {}

    /** Answers at once with what this replica has, which may be behind others, and on a node that was cut off is. */
    public record ReadLocal<S, C, R>(ActorRef<View<S>> replyTo) implements Command<S, C, R> {}

    /**
     * Tells the subscriber what this replica has now, and again whenever state or role have changed, until it ends. Changes that come
     * together are told as one.
     */
    public record Subscribe<S, C, R>(ActorRef<View<S>> subscriber) implements Command<S, C, R> {}

    record Joined<S, C, R>(ByteGroup group) implements Command<S, C, R> {}

    record Told<S, C, R>(MemberEvent event) implements Command<S, C, R> {}

    record Sent<S, C, R>(SendResult result) implements Command<S, C, R> {}

    record ChangeOver<S, C, R>(long number) implements Command<S, C, R> {}

    record SubscriberEnded<S, C, R>(ActorRef<View<S>> subscriber) implements Command<S, C, R> {}

    /**
     * What became of a command or an ordered read.
     *
     * @param <T> what was asked for
     */
    public sealed interface Answer<T> {}

    /**
     * It was executed, and will not be forgotten.
     *
     * @param result what the state machine has answered; the state, for a read
     * @param place its place in the order: a fencing token
     */
    public record Done<T>(T result, Place place) implements Answer<T> {}

    /** Nothing has happened and will: too much waits here, or {@link Role#FORGOTTEN}. */
    public record TryAgain<T>() implements Answer<T> {}

    /**
     * The configuration changed while the command was on its way: it was executed by nobody or, on another side or here, by all
     * who go on. The next state that this replica serves tells.
     */
    public record Unknown<T>() implements Answer<T> {}

    /** Nothing has happened and will: there is no quorum here. */
    public record NotQuorate<T>() implements Answer<T> {}

    /** Nothing has happened and will, ever: the command has no bytes, or too many. */
    public record Refused<T>(String reason) implements Answer<T> {}

    /**
     * What a replica has.
     *
     * @param state after all commands that were applied here; the initial one before it knows better
     * @param place of the last one
     * @param role what the replica can do; only while it is {@link Role#SERVING} is the state in force
     * @param ring the last ring that the replica was told of; null before the first
     * @param self who the replica is in its group
     */
    public record View<S>(S state, Place place, Role role, RingId ring, GroupMember self) {
        /** Whether the state is in force. */
        public boolean isServing() {
            return role == Role.SERVING;
        }
    }

    /**
     * The replica of a node.
     *
     * @param group name of the group of all replicas, which nobody else may join
     */
    public static <S, C, R> Behavior<Command<S, C, R>> create(
            final TotemicNode node,
            final String group,
            final StateMachine<S, C, R> machine,
            final ReplicationSettings<S, C> settings) {
        return Behaviors.setup(context -> Behaviors.withStash(MESSAGES_BEFORE_JOINED_MAX, early -> {
            context.pipeToSelf(
                    node.joinBytes(group, context.messageAdapter(MemberEvent.class, Told::new), settings.windowBytes()),
                    (joined, failure) -> {
                        if (failure != null) {
                            throw new IllegalStateException("cannot join group " + group, failure);
                        }
                        return new Joined<>(joined);
                    });
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Joined<S, C, R> joined) {
                    return early.unstashAll(new ReplicaActor<>(context, joined.group, machine, settings));
                }
                return beforeJoined(message, early);
            });
        }));
    }

    private static <S, C, R> Behavior<Command<S, C, R>> beforeJoined(
            final Command<S, C, R> message, final StashBuffer<Command<S, C, R>> early) {
        if (!early.isFull()) {
            early.stash(message);
        } else if (message instanceof Execute<S, C, R> execute) {
            execute.replyTo.tell(new TryAgain<>());
        } else if (message instanceof ReadOrdered<S, C, R> read) {
            read.replyTo.tell(new TryAgain<>());
        } else {
            throw new IllegalStateException("more than " + MESSAGES_BEFORE_JOINED_MAX + " messages before the join");
        }
        return Behaviors.same();
    }

    static ReplicaSettings coreSettings(final ReplicationSettings<?, ?> settings) {
        return new ReplicaSettings(
                settings.replicas(), settings.chunkBytes(), settings.waitingBytesMax(), settings.heldBackBytesMax());
    }
}
