/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RoomMessage;
import io.totemic.totem.BarrierCommand;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages of the tally. */
public final class VoteQuorum {

    private VoteQuorum() {}

    /** What the tally takes besides {@code ServiceEvent}. */
    public sealed interface Command extends RoomMessage {}

    /** First message: who is written to. */
    public record Wire(ActorRef<BarrierCommand> barrier) implements Command {}

    /** Answer with the current verdict. */
    public record GetVerdict(ActorRef<QuorumVerdict> replyTo) implements Command {}

    /** Tell {@code subscriber} the current verdict now and each change from here on, until it ends. */
    public record Subscribe(ActorRef<VerdictChanged> subscriber) implements Command {}

    /**
     * The verdict, as subscribers are told it.
     *
     * @param verdict what is decided
     * @param ringId on which ring, null before the first
     * @param members of that ring
     */
    public record VerdictChanged(QuorumVerdict verdict, RingId ringId, NodeSet members) implements RoomMessage {}

    record SubscriberEnded(ActorRef<VerdictChanged> subscriber) implements Command {}
}
