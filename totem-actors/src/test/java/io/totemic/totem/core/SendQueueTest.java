/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.message;
import static io.totemic.totem.core.Totems.node;
import static io.totemic.totem.core.Totems.nodes;
import static io.totemic.totem.core.Totems.ring;
import static io.totemic.totem.core.Totems.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.message.RegularMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    private static final int LIMIT = 300;

    private final SendQueue queue = new SendQueue(LIMIT);
    private final PacketReader reader = readerOf(3, 4);
    private final List<DeliveredMessage> delivered = new ArrayList<>();

    @Test
    void shouldKeepApplicationMessagesBackUntilUnblocked() {
        queue.add(message(10));
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.backlogFrames()).isZero();
        assertThat(queue.nextPacket()).isNull();

        queue.unblockApplication();
        assertThat(queue.backlogFrames()).isEqualTo(1);
        assertThat(queue.nextPacket()).isNotNull();
    }

    @Test
    void shouldSendMessagesOfTheBarrierFirstAndWhileBlocked() {
        queue.add(message(10));
        queue.add(new OutgoingMessage(ServiceId.SYNC, text("barrier")));

        read(queue.nextPacket().payload());
        queue.unblockApplication();
        read(queue.nextPacket().payload());

        assertThat(delivered).extracting(DeliveredMessage::service).containsExactly(ServiceId.SYNC, ServiceId.CPG);
    }

    /** A ring took the first part of a message only: the next ring gets it whole, and it is delivered once. */
    @Test
    void shouldStartAPartlySentMessageAnewOnTheNextRing() {
        queue.unblockApplication();
        queue.add(message(5));
        queue.add(message(1_000));
        read(queue.nextPacket().payload());
        read(queue.nextPacket().payload());
        assertThat(delivered).hasSize(1);

        queue.onInstall();
        queue.unblockApplication();
        drain();

        assertThat(delivered).extracting(message -> message.body().length).containsExactly(5, 1_000);
        assertThat(queue.takeReturnableBytes()).isEqualTo(1_005);
        assertThat(queue.takeReturnableBytes()).isZero();
    }

    /** The barrier of a ring that is gone has nothing to say. */
    @Test
    void shouldForgetMessagesOfTheBarrierAtAnInstall() {
        queue.add(new OutgoingMessage(ServiceId.SYNC, new byte[500]));
        queue.nextPacket();

        queue.onInstall();

        assertThat(queue.isEmpty()).isTrue();
        queue.unblockApplication();
        queue.add(message(10));
        drain();
        assertThat(delivered).hasSize(1);
        assertThat(queue.backlogFrames()).isZero();
    }

    /** A chain that began before the reader listened costs its own message; what is whole beside it is delivered. */
    @Test
    void shouldSkipTheEndOfAChainWhoseBeginningIsUnknown() {
        queue.unblockApplication();
        queue.add(message(500));
        queue.add(message(7));
        queue.nextPacket();

        drain();

        assertThat(delivered).extracting(message -> message.body().length).containsExactly(7);
    }

    @Test
    void shouldForgetIncompleteMessagesAtAReset() {
        queue.unblockApplication();
        queue.add(message(500));
        read(queue.nextPacket().payload());

        reader.reset(nodes(3, 4));
        drain();

        assertThat(delivered).isEmpty();
        assertThat(reader.brokenChains()).isZero();
    }

    @Test
    void shouldKeepChainsOfOriginatorsApart() {
        queue.unblockApplication();
        queue.add(message(500));
        final byte[] first = queue.nextPacket().payload();
        final byte[] second = queue.nextPacket().payload();

        for (final byte[] packet : List.of(first, second)) {
            for (final int sender : new int[] {3, 4}) {
                reader.read(new RegularMessage(node(sender), 1, 0, ring(1, 4), false, false, packet), delivered);
            }
        }

        assertThat(delivered).extracting(DeliveredMessage::sender).containsExactly(node(3), node(4));
    }

    /** A member that invents originators cannot fill the memory with what they begin. Found when the bounds were written down. */
    @Test
    void shouldKeepNothingOfAnOriginatorThatIsNoMember() {
        queue.unblockApplication();
        queue.add(message(500));
        final byte[] begin = queue.nextPacket().payload();

        for (int sender = 5; sender < 1_005; sender++) {
            reader.read(new RegularMessage(node(sender), sender, 0, ring(1, 4), false, false, begin), delivered);
        }

        assertThat(reader.droppedPackets()).isEqualTo(1_000);
        assertThat(reader.openChains()).isZero();
        read(begin);
        assertThat(reader.openChains()).isEqualTo(1);
    }

    @Test
    void shouldDropAMessageOfAnUnknownService() {
        final byte[] packet = {0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 99, 1};
        read(packet);

        assertThat(delivered).isEmpty();
        assertThat(reader.droppedPackets()).isEqualTo(1);
    }

    /** The layout, byte by byte. */
    @Test
    void shouldWriteThePacketOfTwoMessages() {
        queue.unblockApplication();
        queue.add(new OutgoingMessage(ServiceId.CPG, new byte[] {7, 8}));
        queue.add(new OutgoingMessage(ServiceId.VOTEQUORUM, new byte[] {9}));

        assertThat(queue.nextPacket().payload()).containsExactly(0, 0, 0, 0, 0, 0, 2, 0, 3, 0, 2, 0, 2, 7, 8, 5, 9);
    }

    @Test
    void shouldRefuseAMessageThatIsTooLong() {
        assertThatThrownBy(() -> message(OutgoingMessage.BODY_MAX_BYTES + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1048641");
    }

    private static PacketReader readerOf(final int... members) {
        final PacketReader reader = new PacketReader();
        reader.reset(nodes(members));
        return reader;
    }

    private void drain() {
        for (Packet packet = queue.nextPacket(); packet != null; packet = queue.nextPacket()) {
            read(packet.payload());
        }
    }

    private void read(final byte[] packet) {
        reader.read(new RegularMessage(node(3), 1, 0, ring(1, 4), false, false, packet), delivered);
    }
}
