/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import io.totemic.cpg.core.GroupMember;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.RoomMessage;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
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

    /** Join a group; {@code joined} is completed when the join has been delivered here. */
    public record Join(String group, ActorRef<GroupEvent> listener, CompletableFuture<GroupMember> joined)
            implements Command {}

    /** Leave; {@code left} is completed when the leave has been delivered here. */
    public record Leave(GroupMember member, CompletableFuture<Done> left) implements Command {}

    /** Send to the member's group. */
    public record Multicast(
            GroupMember member, Guarantee guarantee, byte[] payload, CompletableFuture<SendResult> result)
            implements Command {}

    record ListenerEnded(ActorRef<GroupEvent> listener) implements Command {}
}
