/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.membership.MembershipActor;
import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.totem.core.OldFrame;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.TokenArrival;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What the token holder takes besides {@code SealRing}. */
public sealed interface HolderCommand extends RoomMessage {

    /** First message: who is written to; credit goes back to {@code cpg}. */
    record Wire(
            ActorRef<MembershipActor.Command> membership, ActorRef<TrackerCommand> tracker, ActorRef<ServiceEvent> cpg)
            implements HolderCommand {}

    /** From the tracker: the token, after its half of the visit. */
    record TokenArrived(TokenArrival arrival) implements HolderCommand {}

    /** From the tracker: GATHER was entered. */
    record SuspendPassed() implements HolderCommand {}

    /** From the tracker: RECOVERY was entered, and these old frames are to be sent. */
    record RecoverPassed(RecoveryPlan plan, List<OldFrame> encapsulated) implements HolderCommand {}

    /** From the tracker: make the token. */
    record StartTokenPassed(RingId ringId) implements HolderCommand {}

    /** From the tracker: the ring is installed. */
    record InstallPassed(RecoveryPlan plan) implements HolderCommand {}

    /** From a service that holds the credit for it, or from the sync barrier: send these, in this order. */
    record Submit(List<OutgoingMessage> messages) implements HolderCommand {

        /** One message. */
        public Submit(final OutgoingMessage message) {
            this(List.of(message));
        }
    }

    /** From a service: take the window of the ring, so that nobody else sends new messages, or give it back. */
    record HoldBack(boolean isHeldBack) implements HolderCommand {}

    /** From the sync barrier: application messages may go. */
    record Synchronised(RingId ringId) implements HolderCommand {}

    /** A token hold cancel has come. */
    record HoldCancelReceived(TokenHoldCancel message) implements HolderCommand {}

    /** A deadline is due. */
    record DeadlinesDue(long atNs) implements HolderCommand {}

    /** Answer with the number of tokens accepted. */
    record GetAcceptedTokens(ActorRef<Long> replyTo) implements HolderCommand {}
}
