/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.membership.MembershipActor;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What the retransmit tracker takes besides {@code RingControl}. */
public sealed interface TrackerCommand extends RoomMessage {

    /** First message: who is written to. */
    record Wire(
            ActorRef<MembershipActor.Command> membership,
            ActorRef<HolderCommand> holder,
            ActorRef<BarrierCommand> barrier)
            implements TrackerCommand {}

    /** Frames from the network, in order of arrival. */
    record FramesReceived(List<RegularMessage> frames) implements TrackerCommand {}

    /** A token from the network or handed back by the link. */
    record TokenReceived(OrfToken token) implements TrackerCommand {}

    /** From the holder: frames it has numbered and sent. */
    record Originated(RingId ringId, List<RegularMessage> frames) implements TrackerCommand {}

    /** From the holder, behind all that it has numbered: seal the old ring and report. */
    record SealPassed(RingId attempt) implements TrackerCommand {}

    /** Answer with the counters. */
    record GetStatus(ActorRef<TrackerStatus> replyTo) implements TrackerCommand {}
}
