/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;

/**
 * A message in its place in the order.
 *
 * @param service whose it is
 * @param sender the node that originated it
 * @param ringId the ring on which it was originated
 * @param seq place of the frame in which it ended
 * @param index its place among the messages that end in that frame, from 0
 * @param body to be read only
 */
public record DeliveredMessage(ServiceId service, NodeId sender, RingId ringId, int seq, int index, byte[] body) {}
