/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.Payload;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DeliveredMessageTest {

    private static final int PACKET_BYTES = 10_000;

    private final byte[] packet = new byte[PACKET_BYTES];

    @Test
    void shouldLeaveALargeMessageInItsPacket() {
        final DeliveredMessage message = message(20, PACKET_BYTES / 2 + 5);

        assertThat(isInPacket(message)).isTrue();
        assertThat(message.contentFrom(5).bytes()).isEqualTo(Arrays.copyOfRange(packet, 25, 25 + PACKET_BYTES / 2));
    }

    /** A small one that is held must not hold its packet too. */
    @Test
    void shouldCopyASmallMessageOutOfItsPacket() {
        final DeliveredMessage message = message(20, PACKET_BYTES / 2 + 4);

        assertThat(isInPacket(message)).isFalse();
        assertThat(message.contentFrom(5).bytes()).isEqualTo(Arrays.copyOfRange(packet, 25, 25 + PACKET_BYTES / 2 - 1));
    }

    @Test
    void shouldHaveContentOfNoBytes() {
        assertThat(message(20, 5).contentFrom(5).length()).isZero();
    }

    private DeliveredMessage message(final int offset, final int length) {
        new Random(1).nextBytes(packet);
        return new DeliveredMessage(
                ServiceId.CPG, new NodeId(1), new RingId(new NodeId(1), 4), 7, 0, packet, offset, length, null);
    }

    /** Whether a write to the packet is seen; its content is asked for anew behind that. */
    private boolean isInPacket(final DeliveredMessage message) {
        final byte[] seen = new byte[1];
        final Payload content = message.contentFrom(5);
        packet[25] ^= 1;
        content.copyTo(0, seen, 0, 1);
        return seen[0] == packet[25];
    }
}
