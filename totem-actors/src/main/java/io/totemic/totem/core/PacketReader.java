/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.PacketLayout.*;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.RegularMessage;
import java.nio.ByteOrder;
import java.util.List;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes packets apart and puts fragmented messages together again, for each originator by itself.
 *
 * <p>Differs from Corosync: a broken chain of fragments costs only the message that it belongs to; whole messages in the same
 * packets are delivered.
 *
 * <p>Holds one message that is not complete for each member of the ring.
 */
final class PacketReader {

    private final TreeMap<NodeId, Assembly> assemblies = new TreeMap<>();
    private final UnsafeBuffer packet = new UnsafeBuffer(0, 0);
    private NodeSet members = NodeSet.EMPTY;
    private long droppedPackets;
    private long brokenChains;

    private static final class Assembly {
        private MessagePieces pieces = new MessagePieces();
        private int expectedContinuation;
    }

    /** Appends the messages that are complete with this frame to {@code delivered}. Never throws for what it reads. */
    void read(final RegularMessage frame, final List<DeliveredMessage> delivered) {
        packet.wrap(frame.payload());
        if (!members.contains(frame.sender()) || !isSane(packet)) {
            droppedPackets++;
            return;
        }
        final int count = packet.getShort(COUNT_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final int fragmented = packet.getByte(FRAGMENTED_OFFSET) & 0xFF;
        final int continuation = packet.getByte(CONTINUATION_OFFSET) & 0xFF;
        final Assembly assembly = assemblies.get(frame.sender());
        final boolean isContinued =
                assembly != null && continuation != 0 && assembly.expectedContinuation == continuation;
        if (assembly != null && !isContinued) {
            brokenChains++;
            assemblies.remove(frame.sender());
        }
        int at = LENGTHS_OFFSET + LENGTH_BYTES * count;
        for (int i = 0; i < count; i++) {
            final int length = packet.getShort(LENGTHS_OFFSET + LENGTH_BYTES * i, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            final boolean isEnd = i < count - 1 || fragmented == 0;
            if (i > 0 || continuation == 0) {
                if (isEnd) {
                    deliver(frame, i, frame.payload(), at, length, null, delivered);
                } else {
                    begin(frame.sender(), frame.payload(), at, length, fragmented);
                }
            } else if (isContinued) {
                append(assembly, frame.payload(), at, length, fragmented);
                if (isEnd) {
                    assemblies.remove(frame.sender());
                    deliver(frame, i, assembly.pieces, delivered);
                }
            }
            at += length;
        }
    }

    /**
     * A ring of {@code newMembers} begins. Forgets what is incomplete: its sender sends it again. Packets of others are dropped from
     * now on, since whoever invents senders would fill the memory with what they begin.
     */
    void reset(final NodeSet newMembers) {
        members = newMembers;
        assemblies.clear();
    }

    long droppedPackets() {
        return droppedPackets;
    }

    long brokenChains() {
        return brokenChains;
    }

    /** Messages of which a part has come. */
    int openChains() {
        return assemblies.size();
    }

    private void begin(final NodeId sender, final byte[] bytes, final int at, final int length, final int fragmented) {
        final Assembly assembly = new Assembly();
        append(assembly, bytes, at, length, fragmented);
        assemblies.put(sender, assembly);
    }

    private static void append(
            final Assembly assembly, final byte[] bytes, final int at, final int length, final int fragmented) {
        assembly.pieces.append(bytes, at, length);
        assembly.expectedContinuation = fragmented;
        if (assembly.pieces.length() > OutgoingMessage.BODY_MAX_BYTES + SERVICE_BYTES) {
            // Longer than anybody may send: no continuation matches any more.
            assembly.pieces = new MessagePieces();
            assembly.expectedContinuation = -1;
        }
    }

    private void deliver(
            final RegularMessage frame,
            final int index,
            final MessagePieces pieces,
            final List<DeliveredMessage> delivered) {
        if (pieces.length() == 0) {
            // It was longer than anybody may send, or has not even a service.
            droppedPackets++;
            return;
        }
        deliver(frame, index, pieces.head(), pieces.headOffset(), pieces.length(), pieces, delivered);
    }

    private void deliver(
            final RegularMessage frame,
            final int index,
            final byte[] bytes,
            final int at,
            final int length,
            final MessagePieces pieces,
            final List<DeliveredMessage> delivered) {
        final ServiceId service = length < SERVICE_BYTES ? null : ServiceId.of(bytes[at]);
        if (service == null) {
            droppedPackets++;
            return;
        }
        delivered.add(new DeliveredMessage(
                service,
                frame.sender(),
                frame.ringId(),
                frame.seq(),
                index,
                bytes,
                at + SERVICE_BYTES,
                length - SERVICE_BYTES,
                pieces));
    }

    /** Whether the lengths of a packet add up to its own. */
    private static boolean isSane(final UnsafeBuffer packet) {
        if (packet.capacity() < LENGTHS_OFFSET
                || packet.getShort(VERSION_OFFSET) != 0
                || packet.getShort(TYPE_OFFSET) != 0) {
            return false;
        }
        final int count = packet.getShort(COUNT_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        long expected = LENGTHS_OFFSET + (long) LENGTH_BYTES * count;
        if (expected > packet.capacity()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            expected += packet.getShort(LENGTHS_OFFSET + LENGTH_BYTES * i, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        }
        return expected == packet.capacity();
    }
}
