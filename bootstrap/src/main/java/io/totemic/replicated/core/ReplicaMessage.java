/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.Guarantee;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What replicas multicast to each other. All of it that anything is decided by is safe: once one replica is told it on a ring, all on
 * that ring have it, and every replica that goes on from there decides the same.
 */
public sealed interface ReplicaMessage {

    /** Requests, in the order in which their sender took them. */
    record Requests(List<Entry> entries) implements ReplicaMessage {}

    /** Let us all say which state we have. */
    record Open(long ringSeq, long number) implements ReplicaMessage {}

    /** This is the state that I have. */
    record Tell(Round round, Version version) implements ReplicaMessage {}

    /**
     * A piece of the state that the round has chosen.
     *
     * @param offset where in the state it begins
     * @param totalBytes length of the state
     * @param bytes not to be changed
     */
    record Chunk(Round round, int offset, int totalBytes, byte[] bytes) implements ReplicaMessage {
        boolean isLast() {
            return offset + bytes.length >= totalBytes;
        }
    }

    /** How it has to be sent. */
    default Guarantee guarantee() {
        final boolean decidesNothing = this instanceof Open || (this instanceof Chunk chunk && !chunk.isLast());
        return decidesNothing ? Guarantee.AGREED : Guarantee.SAFE;
    }

    /** The message as bytes. */
    default byte[] encode() {
        if (this instanceof Requests requests) {
            final int bytes = requests.entries.stream().mapToInt(Entry::bytes).sum();
            final ByteBuffer buffer = ByteBuffer.allocate(1 + bytes).put((byte) 1);
            for (final Entry entry : requests.entries) {
                buffer.putLong(entry.request()).put((byte) (entry.isRead() ? 1 : 0));
                buffer.putInt(entry.command().length).put(entry.command());
            }
            return buffer.array();
        }
        if (this instanceof Open open) {
            return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                    .put((byte) 2)
                    .putLong(open.ringSeq)
                    .putLong(open.number)
                    .array();
        }
        if (this instanceof Tell tell) {
            final Version version = tell.version;
            return putRound(ByteBuffer.allocate(1 + ROUND_BYTES + Version.BYTES).put((byte) 3), tell.round)
                    .putLong(version.life())
                    .putLong(version.epoch())
                    .putLong(version.index())
                    .putLong(version.lineage())
                    .array();
        }
        final Chunk chunk = (Chunk) this;
        return putRound(
                        ByteBuffer.allocate(1 + ROUND_BYTES + 2 * Integer.BYTES + chunk.bytes.length)
                                .put((byte) 4),
                        chunk.round)
                .putInt(chunk.offset)
                .putInt(chunk.totalBytes)
                .put(chunk.bytes)
                .array();
    }

    /** Bytes of an encoded round. */
    int ROUND_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

    private static ByteBuffer putRound(final ByteBuffer buffer, final Round round) {
        return buffer.putLong(round.ringSeq())
                .putInt(round.opener().node().value())
                .putInt(round.opener().number())
                .putLong(round.number());
    }

    private static Round getRound(final ByteBuffer buffer) {
        final long ringSeq = buffer.getLong();
        final GroupMember opener = new GroupMember(new NodeId(buffer.getInt()), buffer.getInt());
        return new Round(ringSeq, opener, buffer.getLong());
    }

    /** The message of these bytes; null if they are none, which is the same at everybody they are delivered to. */
    static ReplicaMessage decode(final byte[] bytes) {
        try {
            final ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return switch (buffer.get()) {
                case 1 -> requests(buffer);
                case 2 -> new Open(buffer.getLong(), buffer.getLong());
                case 3 ->
                    new Tell(
                            getRound(buffer),
                            new Version(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong()));
                case 4 -> new Chunk(getRound(buffer), buffer.getInt(), buffer.getInt(), rest(buffer));
                default -> null;
            };
        } catch (final BufferUnderflowException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Requests requests(final ByteBuffer buffer) {
        final List<Entry> entries = new ArrayList<>();
        while (buffer.hasRemaining()) {
            final long request = buffer.getLong();
            final boolean isRead = buffer.get() != 0;
            final int length = buffer.getInt();
            if (length < 0 || length > buffer.remaining()) {
                throw new IllegalArgumentException(
                        "a command has " + length + " bytes, must be 0.." + buffer.remaining());
            }
            final byte[] command = new byte[length];
            buffer.get(command);
            entries.add(new Entry(request, isRead, command));
        }
        return new Requests(entries);
    }

    private static byte[] rest(final ByteBuffer buffer) {
        final byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
