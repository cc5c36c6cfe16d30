/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import io.totemic.cpg.core.CpgCounters;
import io.totemic.cpg.core.Subscription;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.MemberListener;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages of the group service. */
public final class Cpg {

    private Cpg() {}

    /** What the group service takes besides {@code ServiceEvent}. Futures are completed off the ring loop. */
    public sealed interface Command extends RoomMessage {}

    /** First message: who is written to. */
    public record Wire(ActorRef<BarrierCommand> barrier, ActorRef<HolderCommand> holder) implements Command {}

    /**
     * Join a group; {@code joined} is completed when the join has been delivered here.
     *
     * @param listener told on the ring loop what the member sees
     * @param owner when it ends, the member has died; null if nobody is watched
     * @param windowBytes how far the listener may be behind what it says to have {@link Consumed}; 0 if it says nothing, and is told
     *     everything at once
     */
    public record Join(
            String group,
            MemberListener listener,
            ActorRef<?> owner,
            long windowBytes,
            CompletableFuture<GroupMember> joined)
            implements Command {

        /** For an actor, which is told each event by itself. */
        public static Join of(
                final String group,
                final ActorRef<MemberEvent> listener,
                final long windowBytes,
                final CompletableFuture<GroupMember> joined) {
            return new Join(group, events -> events.forEach(listener::tell), listener, windowBytes, joined);
        }
    }

    /**
     * Leave; {@code left} is completed when the leave has been delivered here, also one that was under way already, for whatever reason; at
     * once if the member is not here.
     */
    public record Leave(GroupMember member, CompletableFuture<Done> left) implements Command {}

    /** What is sent to the member's group; see {@link SendLine}. */
    public record Multicast(
            GroupMember member, SendOptions options, byte[] payload, CompletableFuture<SendResult> result) {}

    /** Multicasts wait in the line. */
    record SendsWaiting(SendLine line) implements Command {}

    /** Complete {@code open} when a multicast of the member would not be refused for want of room, at once if it would not be now. */
    public record AwaitRoom(GroupMember member, CompletableFuture<Done> open) implements Command {}

    /** The member has taken so many bytes, as {@link #bytesOf} counts them, of what it was told. */
    public record Consumed(GroupMember member, long bytes) implements Command {}

    /**
     * The node is about to leave: all its members are gone, as if they had died. Answers when that was delivered; nobody joins any more.
     */
    public record LeaveAll(ActorRef<Done> replyTo) implements Command {}

    /** Complete {@code groups} with all groups of the configuration and their members, ascending. */
    public record GetGroups(CompletableFuture<SortedMap<String, List<GroupMember>>> groups) implements Command {}

    /** Complete {@code counters} with what was counted so far. */
    public record GetCounters(CompletableFuture<CpgCounters> counters) implements Command {}

    /** The member has died: its listener has failed. */
    public record MemberFailed(GroupMember member) implements Command {}

    record OwnerEnded(ActorRef<?> owner) implements Command {}

    record LookAfterStalled() implements Command {}

    /** What an event counts in the window of a listener. */
    public static long bytesOf(final MemberEvent event) {
        return Subscription.bytesOf(event);
    }
}
