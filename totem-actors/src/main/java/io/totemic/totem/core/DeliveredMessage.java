/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A message in its place in the order.
 *
 * @param service whose it is
 * @param sender the node that originated it
 * @param ringId the ring on which it was originated
 * @param seq place of the frame in which it ended
 * @param index its place among the messages that end in that frame, from 0
 * @param bytes where the body stands, or at least its first bytes, with other things; to be read only
 * @param offset where in them it begins
 * @param length bytes of the body
 * @param pieces the message with its service byte if it came in several packets, else null
 */
public record DeliveredMessage(
        ServiceId service,
        NodeId sender,
        RingId ringId,
        int seq,
        int index,
        byte[] bytes,
        int offset,
        int length,
        MessagePieces pieces) {

    /** A message whose body stands alone. */
    public DeliveredMessage(
            final ServiceId service,
            final NodeId sender,
            final RingId ringId,
            final int seq,
            final int index,
            final byte[] body) {
        this(service, sender, ringId, seq, index, body, 0, body.length, null);
    }

    /** A copy of the body. */
    public byte[] body() {
        return bodyFrom(0);
    }

    /** A copy of the body from its byte number {@code from} on. */
    public byte[] bodyFrom(final int from) {
        return pieces == null
                ? Arrays.copyOfRange(bytes, offset + from, offset + length)
                : pieces.copy(PacketLayout.SERVICE_BYTES + from);
    }

    /** The body from its byte number {@code from} on; copied only if it is a small part of what it stands in. */
    public Payload contentFrom(final int from) {
        if (pieces != null) {
            return pieces.contentFrom(PacketLayout.SERVICE_BYTES + from);
        }
        return MessagePieces.keepsMuchElse(bytes, length - from)
                ? Payload.of(bodyFrom(from))
                : Payload.of(List.of(ByteBuffer.wrap(bytes, offset + from, length - from)));
    }

    /** Whether the body from its byte number {@code from} on is {@code expected}; no if it came in several packets. */
    public boolean isFrom(final int from, final byte[] expected) {
        return pieces == null && Arrays.equals(bytes, offset + from, offset + length, expected, 0, expected.length);
    }
}
