/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.Configuration;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RoomMessage;
import java.util.List;
import java.util.SortedMap;

/** What a service is told, as one ordered stream: the same at all nodes that go through the same configurations. */
public sealed interface ServiceEvent extends RoomMessage {

    /** GATHER was entered: nothing is delivered until the next configuration. */
    record DeliverySuspended() implements ServiceEvent {}

    /** A configuration is in force. After a regular one the service contributes to its synchronisation. */
    record ConfigurationChanged(Configuration configuration) implements ServiceEvent {}

    /**
     * All members of {@code configuration} have said what they have; messages follow.
     *
     * @param companions members that went with this node through every configuration since the last synchronisation: what
     *     was delivered to them was delivered here
     * @param contributions by member, what its service contributed
     * @param verdict of the tally; {@code null} for the tally itself
     */
    record Synchronised(
            RegularConfiguration configuration,
            NodeSet companions,
            SortedMap<NodeId, byte[]> contributions,
            QuorumVerdict verdict)
            implements ServiceEvent {}

    /** The verdict on the configuration is another from here in the order on; not told to the tally. */
    record VerdictChanged(QuorumVerdict verdict) implements ServiceEvent {}

    /** Messages of this service, in order. */
    record MessagesDelivered(List<DeliveredMessage> messages) implements ServiceEvent {}

    /** So many bytes of this service's messages have left the send queue. */
    record CreditReturned(long bytes) implements ServiceEvent {}
}
