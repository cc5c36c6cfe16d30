/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.RegularMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Packets and fragments. An input is a row of packets, each behind its sender in one byte and its length in two. */
public final class PacketTarget implements FuzzTarget {

    private static final RingId RING = new RingId(NodeId.of(1), 4);
    private static final NodeSet MEMBERS = NodeSet.of(NodeId.of(1), NodeId.of(2), NodeId.of(3));

    @Override
    public boolean decode(final byte[] input) {
        final PacketReader reader = new PacketReader();
        reader.reset(MEMBERS);
        final List<DeliveredMessage> delivered = new ArrayList<>();
        final ByteBuffer rest = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        int packets = 0;
        while (rest.remaining() >= 3) {
            final NodeId sender = NodeId.of(1 + (rest.get() & 3));
            final byte[] packet = new byte[Math.min(rest.getShort() & 0xFFFF, rest.remaining())];
            rest.get(packet);
            packets++;
            reader.read(new RegularMessage(sender, packets, 0, RING, false, false, packet), delivered);
        }
        long bodyBytes = 0;
        for (final DeliveredMessage message : delivered) {
            bodyBytes += message.body().length;
        }
        Expect.that(bodyBytes <= input.length, "no byte is delivered twice");
        return !delivered.isEmpty();
    }

    @Override
    public List<byte[]> seeds() {
        final SendQueue queue = new SendQueue(300);
        queue.onInstall();
        queue.unblockApplication();
        queue.add(new OutgoingMessage(ServiceId.SYNC, new byte[] {1, 2, 3}));
        queue.add(new OutgoingMessage(ServiceId.CPG, new byte[] {4, 5}));
        queue.add(new OutgoingMessage(ServiceId.CPG, new byte[700]));
        queue.add(new OutgoingMessage(ServiceId.VOTEQUORUM, new byte[] {6}));
        final ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (Packet packet = queue.nextPacket(); packet != null; packet = queue.nextPacket()) {
            row.write(1);
            row.write(packet.payload().length);
            row.write(packet.payload().length >> 8);
            row.writeBytes(packet.payload());
        }
        return List.of(row.toByteArray());
    }

    @Override
    public int longestInputBytes() {
        return 16 * 1024;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(16 * 1024, 400);
    }
}
