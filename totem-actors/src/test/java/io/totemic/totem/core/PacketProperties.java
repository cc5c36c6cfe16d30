/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.node;
import static io.totemic.totem.core.Totems.nodes;
import static io.totemic.totem.core.Totems.ring;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.message.RegularMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Messages through send queue, packets and reader: each comes out once, in order, whatever its size. */
class PacketProperties {

    private static final int LIMIT = 300;

    /** Bytes of a packet of one message that are not its body. */
    private static final int OVERHEAD = 11;

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.integers().between(0, 400)),
                        Tuple.of(3, Arbitraries.integers().between(0, 20_000)),
                        Tuple.of(1, Arbitraries.integers().between(0, 200_000)))
                .list()
                .ofMaxSize(25);
    }

    /** Negative sizes stand for messages of the barrier, which overtake; both lines keep their order. */
    @Property(tries = 150)
    void shouldDeliverEachMessageOnceInTheOrderOfItsLine(
            @ForAll("sizes") final List<Integer> sizes,
            @ForAll @IntRange(min = 256, max = 9_000) final int limit,
            @ForAll @IntRange(min = 1, max = 5) final int packetsBetween) {
        final SendQueue queue = open(limit);
        final Receiver receiver = new Receiver();
        final List<OutgoingMessage> sent = new ArrayList<>();
        long groupBytes = 0;
        long returned = 0;
        for (int i = 0; i < sizes.size(); i++) {
            final ServiceId service = i % 4 == 3 ? ServiceId.SYNC : i % 4 == 1 ? ServiceId.VOTEQUORUM : ServiceId.CPG;
            final OutgoingMessage message = new OutgoingMessage(service, body(i, sizes.get(i)));
            groupBytes += service == ServiceId.CPG ? message.body().length : 0;
            sent.add(message);
            queue.add(message);
            for (int packet = 0; packet < packetsBetween && i % 3 == 0; packet++) {
                final Packet next = queue.nextPacket();
                receiver.take(next == null ? null : next.payload(), limit);
            }
            returned += queue.takeReturnableBytes();
        }
        while (!queue.isEmpty()) {
            receiver.take(queue.nextPacket().payload(), limit);
        }
        returned += queue.takeReturnableBytes();

        assertThat(receiver.bodies(true)).isEqualTo(bodies(sent, true));
        assertThat(receiver.bodies(false)).isEqualTo(bodies(sent, false));
        assertThat(returned).isEqualTo(groupBytes);
        assertThat(queue.backlogFrames()).isZero();
        assertThat(queue.nextPacket()).isNull();
        assertThat(receiver.reader.droppedPackets() + receiver.reader.brokenChains())
                .isZero();
    }

    /** A message at every size around the borders of one and two packets, alone and behind another. */
    @Example
    void shouldDeliverMessagesOfTheSizesAtTheBorders() {
        for (int first = 0; first <= LIMIT; first += 60) {
            for (int size = 0; size <= 3 * LIMIT; size++) {
                final SendQueue queue = open(LIMIT);
                final Receiver receiver = new Receiver();
                queue.add(new OutgoingMessage(ServiceId.CPG, body(1, first)));
                queue.add(new OutgoingMessage(ServiceId.CPG, body(2, size)));
                while (!queue.isEmpty()) {
                    receiver.take(queue.nextPacket().payload(), LIMIT);
                }
                assertThat(receiver.delivered).hasSize(2);
                assertThat(receiver.delivered.get(1).body()).isEqualTo(body(2, size));
            }
        }
    }

    @Example
    void shouldFillAPacketToItsLastByte() {
        final SendQueue queue = open(LIMIT);
        queue.add(new OutgoingMessage(ServiceId.CPG, new byte[LIMIT - OVERHEAD]));
        assertThat(queue.nextPacket().payload()).hasSize(LIMIT);
        assertThat(queue.isEmpty()).isTrue();

        queue.add(new OutgoingMessage(ServiceId.CPG, new byte[LIMIT - OVERHEAD + 1]));
        assertThat(queue.nextPacket().payload()).hasSize(LIMIT);
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.nextPacket().payload()).hasSize(OVERHEAD);
    }

    @Example
    void shouldDeliverAMebibyte() {
        final SendQueue queue = open(1_400);
        final Receiver receiver = new Receiver();
        final byte[] body = body(7, OutgoingMessage.BODY_MAX_BYTES);
        queue.add(new OutgoingMessage(ServiceId.CPG, body));
        int packets = 0;
        for (Packet packet = queue.nextPacket(); packet != null; packet = queue.nextPacket()) {
            receiver.take(packet.payload(), 1_400);
            packets++;
        }

        assertThat(packets).isEqualTo((OutgoingMessage.BODY_MAX_BYTES + 1) / 1_390 + 1);
        assertThat(receiver.delivered).hasSize(1);
        assertThat(receiver.delivered.get(0).body()).isEqualTo(body);
    }

    /** One packet is lost: what was whole in the others is delivered, in order, and nothing that was not sent. */
    @Property(tries = 200)
    void shouldLoseOnlyTheMessagesThatALostPacketTouched(
            @ForAll("smallSizes") final List<Integer> sizes, @ForAll @IntRange(min = 0, max = 40) final int which) {
        final SendQueue queue = open(LIMIT);
        for (int i = 0; i < sizes.size(); i++) {
            queue.add(new OutgoingMessage(ServiceId.CPG, body(i, sizes.get(i))));
        }
        final List<byte[]> packets = new ArrayList<>();
        for (Packet packet = queue.nextPacket(); packet != null; packet = queue.nextPacket()) {
            packets.add(packet.payload());
        }
        final int lost = which % packets.size();
        final int touched = lengthsIn(packets.get(lost));
        final Receiver receiver = new Receiver();
        for (int i = 0; i < packets.size(); i++) {
            if (i != lost) {
                receiver.take(packets.get(i), LIMIT);
            }
        }
        final List<Integer> left = receiver.delivered.stream()
                .map(message -> ByteBuffer.wrap(message.body()).getInt())
                .toList();

        assertThat(left).hasSize(sizes.size() - touched).isSorted().doesNotHaveDuplicates();
        for (final DeliveredMessage message : receiver.delivered) {
            final int number = ByteBuffer.wrap(message.body()).getInt();
            assertThat(message.body()).isEqualTo(body(number, sizes.get(number)));
        }
    }

    @Provide
    Arbitrary<List<Integer>> smallSizes() {
        return Arbitraries.integers().between(4, 2_000).list().ofMinSize(1).ofMaxSize(15);
    }

    @Property(tries = 2_000)
    void shouldNeverThrowForWhateverItReads(@ForAll("rubbish") final List<byte[]> payloads) {
        final Receiver receiver = new Receiver();
        for (final byte[] payload : payloads) {
            receiver.take(payload, Integer.MAX_VALUE);
        }
        assertThat(receiver.delivered).allMatch(message -> message.service() != null);
    }

    /** Packets whose lengths add up, but whose fragment ids and services are anything; and plain noise. */
    @Provide
    Arbitrary<List<byte[]>> rubbish() {
        final Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        final Arbitrary<byte[]> sound = Arbitraries.bytes()
                .between((byte) 0, (byte) 6)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40)
                .map(bytes -> {
                    final int count = bytes.get(2) % 3;
                    final int body = bytes.size() - 5;
                    final byte[] packet = new byte[8 + 2 * count + (count == 0 ? 0 : body)];
                    packet[4] = bytes.get(0);
                    packet[5] = bytes.get(1);
                    packet[6] = (byte) count;
                    if (count == 1) {
                        packet[8] = (byte) body;
                    } else if (count == 2) {
                        packet[8] = (byte) Math.min(body, bytes.get(3));
                        packet[10] = (byte) (body - packet[8]);
                    }
                    for (int i = 0; i < body && count > 0; i++) {
                        packet[8 + 2 * count + i] = bytes.get(5 + i);
                    }
                    return packet;
                });
        return Arbitraries.oneOf(noise, sound).list().ofMaxSize(12);
    }

    @Example
    void shouldDropAChainThatIsLongerThanAMessageMayBe() {
        final Receiver receiver = new Receiver();
        final int length = 60_000;
        for (int i = 0; i < 20; i++) {
            final ByteBuffer packet = ByteBuffer.allocate(10 + length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            packet.put(4, (byte) 1).put(5, (byte) (i == 0 ? 0 : 1)).putShort(6, (short) 1);
            packet.putShort(8, (short) length).put(10, (byte) ServiceId.CPG.number());
            receiver.take(packet.array(), Integer.MAX_VALUE);
        }

        assertThat(receiver.delivered).isEmpty();
        assertThat(receiver.reader.brokenChains()).isPositive();
    }

    @Example
    void shouldDropAMessageThatIsTooLongOnlyWithItsEnd() {
        final Receiver receiver = new Receiver();
        final int length = 60_000;
        final int fitting = OutgoingMessage.BODY_MAX_BYTES / length;
        for (int i = 0; i <= fitting; i++) {
            final ByteBuffer packet = ByteBuffer.allocate(10 + length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            packet.put(4, (byte) (i == fitting ? 0 : 1))
                    .put(5, (byte) (i == 0 ? 0 : 1))
                    .putShort(6, (short) 1);
            packet.putShort(8, (short) length).put(10, (byte) ServiceId.CPG.number());
            receiver.take(packet.array(), Integer.MAX_VALUE);
        }

        assertThat(receiver.delivered).isEmpty();
        assertThat(receiver.reader.droppedPackets()).isEqualTo(1);
        assertThat(receiver.reader.openChains()).isZero();
    }

    private static SendQueue open(final int limit) {
        final SendQueue queue = new SendQueue(limit);
        queue.onInstall();
        queue.unblockApplication();
        return queue;
    }

    /** A body that says its number as far as it has room, and then something of its own. */
    private static byte[] body(final int number, final int length) {
        final byte[] body = new byte[length];
        Arrays.fill(body, (byte) (31 * number + length));
        if (length >= 4) {
            ByteBuffer.wrap(body).putInt(number);
        }
        return body;
    }

    private static List<String> bodies(final List<OutgoingMessage> messages, final boolean isSync) {
        return messages.stream()
                .filter(message -> (message.service() == ServiceId.SYNC) == isSync)
                .map(message -> message.service() + " " + message.body().length + " " + Arrays.hashCode(message.body()))
                .toList();
    }

    private static int lengthsIn(final byte[] packet) {
        return packet[6] & 0xFF;
    }

    private static final class Receiver {
        private final PacketReader reader = new PacketReader();
        private final List<DeliveredMessage> delivered = new ArrayList<>();
        private int seq;

        private Receiver() {
            reader.reset(nodes(3));
        }

        private void take(final byte[] packet, final int limit) {
            if (packet != null) {
                assertThat(packet.length).isLessThanOrEqualTo(limit);
                seq++;
                reader.read(new RegularMessage(node(3), seq, 0, ring(1, 4), false, false, packet), delivered);
            }
        }

        private List<String> bodies(final boolean isSync) {
            return delivered.stream()
                    .filter(message -> (message.service() == ServiceId.SYNC) == isSync)
                    .map(message ->
                            message.service() + " " + message.body().length + " " + Arrays.hashCode(message.body()))
                    .toList();
        }
    }
}
