/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.cpg.Cpg;
import io.totemic.cpg.SendLine;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Our membership of a group whose messages are bytes. Most applications want {@link Group}, whose messages have a type; this is what it
 * stands on.
 *
 * <p>Safe from any thread; no future is completed on the ring loop.
 */
public final class ByteGroup {

    private final String name;
    private final GroupMember self;
    private final ActorRef<Cpg.Command> cpg;
    private final SendLine sends;

    ByteGroup(final String name, final GroupMember self, final ActorRef<Cpg.Command> cpg, final SendLine sends) {
        this.name = name;
        this.self = self;
        this.cpg = cpg;
        this.sends = sends;
    }

    /** Name of the group. */
    public String name() {
        return name;
    }

    /** Who we are in it. */
    public GroupMember self() {
        return self;
    }

    /** Sends an agreed message; see {@link #multicast(byte[], SendOptions)}. */
    public CompletionStage<SendResult> multicast(final byte[] payload) {
        return multicast(payload, SendOptions.AGREED);
    }

    /**
     * Sends to all members, ourselves included, in one order. What one member sends is delivered in the order in which it was
     * accepted.
     *
     * @param payload at most 64 MiB; must not change any more, as members on this node may be told the array itself. Above 1 MiB it goes
     *     in pieces, and until it was delivered to us nothing else of ours is accepted
     */
    public CompletionStage<SendResult> multicast(final byte[] payload, final SendOptions options) {
        final CompletableFuture<SendResult> result = new CompletableFuture<>();
        sends.send(new Cpg.Multicast(self, options, payload, result));
        return result;
    }

    /** Says that the listener has taken this event, if it joined with a window; else it need not be said. */
    public void consumed(final MemberEvent event) {
        consumed(windowBytesOf(event));
    }

    /** Says that the listener has taken events that count so much together. */
    public void consumed(final long bytes) {
        cpg.tell(new Cpg.Consumed(self, bytes));
    }

    /** What an event counts in the window of a listener: its payload and a bit, or nothing if it is no part of the order. */
    public static long windowBytesOf(final MemberEvent event) {
        return event instanceof MemberEvent.FlowControl ? 0 : Cpg.bytesOf(event);
    }

    /**
     * Done when a message that was answered {@code TryAgain} would be taken, or at once if it would be now. Others may be faster.
     */
    public CompletionStage<Done> whenOpen() {
        final CompletableFuture<Done> open = new CompletableFuture<>();
        cpg.tell(new Cpg.AwaitRoom(self, open));
        return open;
    }

    /** Leaves; done when the leave was delivered here. */
    public CompletionStage<Done> leave() {
        final CompletableFuture<Done> left = new CompletableFuture<>();
        cpg.tell(new Cpg.Leave(self, left));
        return left;
    }
}
