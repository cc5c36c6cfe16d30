/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.protocol.Configuration;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/** What the sync barrier takes. */
public sealed interface BarrierCommand extends RoomMessage {

    /** First message: who is written to. The services are those that the barrier was made for. */
    record Wire(ActorRef<HolderCommand> holder, Map<ServiceId, ActorRef<ServiceEvent>> services)
            implements BarrierCommand {}

    /** From the tracker: frames in order. */
    record DeliverFrames(List<RegularMessage> frames) implements BarrierCommand {}

    /** From the tracker: a configuration, in one order with the frames. */
    record DeliverConfiguration(Configuration configuration) implements BarrierCommand {}

    /** From the tracker: GATHER was entered. */
    record SuspendPassed() implements BarrierCommand {}

    /** From a service: what it contributes to the synchronisation of a ring. */
    record Contribute(RingId ringId, ServiceId service, byte[] contribution) implements BarrierCommand {}

    /** From the tally: its verdict on a ring. */
    record VerdictReached(RingId ringId, QuorumVerdict verdict) implements BarrierCommand {}
}
