/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.MemberListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** Who a member on this node is, who waits for its coming and going, and what it is to be told next. Only on the ring loop. */
final class Client {

    private final MemberListener listener;
    private final ActorRef<?> owner;
    private final CompletableFuture<GroupMember> joined;
    private final List<CompletableFuture<Done>> left = new ArrayList<>(1);
    private List<MemberEvent> untold = new ArrayList<>();

    Client(final Cpg.Join join) {
        listener = join.listener();
        owner = join.owner();
        joined = join.joined();
    }

    /** Whose end is the member's; null if nobody's is. */
    ActorRef<?> owner() {
        return owner;
    }

    CompletableFuture<GroupMember> joined() {
        return joined;
    }

    /** {@code future} is completed when the member has left, whatever its reason. */
    void awaitLeft(final CompletableFuture<Done> future) {
        left.add(future);
    }

    /** What is completed when the member has left. */
    List<CompletableFuture<Done>> left() {
        return left;
    }

    /** Adds something to be told; answers whether it is the first since the last time. */
    boolean add(final MemberEvent event) {
        untold.add(event);
        return untold.size() == 1;
    }

    /** Tells what was added. */
    void tell() {
        if (untold.size() == 1) {
            listener.onEvents(List.of(untold.remove(0)));
            return;
        }
        final List<MemberEvent> events = untold;
        untold = new ArrayList<>();
        listener.onEvents(events);
    }
}
