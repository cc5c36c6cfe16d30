/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.cpg.Cpg;
import io.totemic.cpg.SendResult;
import io.totemic.cpg.core.GroupMember;
import io.totemic.protocol.Guarantee;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** One membership in a group. Safe from any thread; its futures are completed on the system's default dispatcher. */
public final class Group {

    private final String name;
    private final GroupMember self;
    private final ActorRef<Cpg.Command> cpg;

    Group(final String name, final GroupMember self, final ActorRef<Cpg.Command> cpg) {
        this.name = name;
        this.self = self;
        this.cpg = cpg;
    }

    /** Name of the group. */
    public String name() {
        return name;
    }

    /** Who we are in it. */
    public GroupMember self() {
        return self;
    }

    /** Sends an agreed message; see {@link #multicast(byte[], Guarantee)}. */
    public CompletionStage<SendResult> multicast(final byte[] payload) {
        return multicast(payload, Guarantee.AGREED);
    }

    /**
     * Sends to all members, ourselves included, in one order.
     *
     * @param payload at most 1 MiB; must not change any more
     * @param guarantee what delivery says about the other members
     */
    public CompletionStage<SendResult> multicast(final byte[] payload, final Guarantee guarantee) {
        final CompletableFuture<SendResult> result = new CompletableFuture<>();
        cpg.tell(new Cpg.Multicast(self, guarantee, payload, result));
        return result;
    }

    /** Leaves; done when the leave was delivered here. */
    public CompletionStage<Done> leave() {
        final CompletableFuture<Done> left = new CompletableFuture<>();
        cpg.tell(new Cpg.Leave(self, left));
        return left;
    }
}
