/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.group.ChangeReason;
import io.totemic.totem.core.DeliveredMessage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The messages of the group service on the Aeron transport. A member announces itself with a number when it joins, and after
 * that its messages carry only this number: 5 bytes instead of Corosync's 184.
 *
 * <pre>
 * JOIN       function u8 = 0, number u32, then the group name
 * LEAVE      function u8 = 1, number u32, reason u8
 * MULTICAST  function u8 = 3, number u32, then the payload
 * CHUNK      function u8 = 6, number u32, chain u32, kind u8, total length u32 if it is the first one, then its part of the payload
 * join list  for each group with members on the node: length u8, group name, count u32, number u32 of each member
 * </pre>
 *
 * <p>Little-endian. Functions have Corosync's numbers.
 *
 * @param function one of the constants
 * @param number the member
 * @param content group name, reason or payload
 */
public record CpgMessage(int function, int number, byte[] content) {

    public static final int JOIN = 0;
    public static final int LEAVE = 1;
    public static final int MULTICAST = 3;
    public static final int CHUNK = 6;

    /** Bytes before the payload of a multicast. */
    public static final int HEADER_BYTES = 5;

    /** Kinds of chunks, with Corosync's numbers. */
    private static final int FIRST = 1;

    private static final int CONTINUED = 2;
    private static final int LAST = 3;

    /** Longest payload that is sent in one piece. */
    public static final int PIECE_MAX_BYTES = 1024 * 1024;

    /**
     * Longest payload of all. The same everywhere, as what one member takes and another one refuses would not be the same for both.
     */
    public static final int PAYLOAD_MAX_BYTES = 64 * 1024 * 1024;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int CHUNK_HEADER_BYTES = 5;
    private static final int FIRST_CHUNK_HEADER_BYTES = 9;
    private static final int KIND_OFFSET = 4;

    /** Most bytes of a chunk besides its part of the payload. */
    static final int CHUNK_OVERHEAD_BYTES = HEADER_BYTES + FIRST_CHUNK_HEADER_BYTES;

    /** Longest group name in bytes of UTF-8. */
    public static final int GROUP_NAME_MAX_BYTES = 128;

    /** A JOIN. */
    public static byte[] join(final int number, final String group) {
        return encode(JOIN, number, group.getBytes(StandardCharsets.UTF_8));
    }

    /** A LEAVE. */
    public static byte[] leave(final int number, final ChangeReason reason) {
        return encode(LEAVE, number, new byte[] {(byte) reason.number()});
    }

    /** A MULTICAST; the payload is copied. */
    public static byte[] multicast(final int number, final byte[] payload) {
        return encode(MULTICAST, number, payload);
    }

    /** What stands before the payload in all MULTICASTs of a member. */
    static byte[] multicastHeader(final int number) {
        return encode(MULTICAST, number, new byte[0]);
    }

    /** The first chunk of a chain; {@code data} is copied. */
    public static byte[] firstChunk(final int number, final int chain, final int totalBytes, final byte[] data) {
        final UnsafeBuffer content = chunkContent(FIRST_CHUNK_HEADER_BYTES, chain, FIRST, data);
        content.putInt(CHUNK_HEADER_BYTES, totalBytes, ByteOrder.LITTLE_ENDIAN);
        return encode(CHUNK, number, content.byteArray());
    }

    /** A further chunk of a chain; {@code data} is copied. */
    public static byte[] chunk(final int number, final int chain, final boolean isLast, final byte[] data) {
        return encode(
                CHUNK,
                number,
                chunkContent(CHUNK_HEADER_BYTES, chain, isLast ? LAST : CONTINUED, data)
                        .byteArray());
    }

    private static UnsafeBuffer chunkContent(
            final int headerBytes, final int chain, final int kind, final byte[] data) {
        final UnsafeBuffer content = new UnsafeBuffer(new byte[headerBytes + data.length]);
        content.putInt(0, chain, ByteOrder.LITTLE_ENDIAN);
        content.putByte(KIND_OFFSET, (byte) kind);
        content.putBytes(headerBytes, data);
        return content;
    }

    private static byte[] encode(final int function, final int number, final byte[] content) {
        final byte[] bytes = new byte[HEADER_BYTES + content.length];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putByte(0, (byte) function);
        buffer.putInt(1, number, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(HEADER_BYTES, content);
        return bytes;
    }

    /** Reads a message of the group service; null if it is none of ours. Its content is copied. */
    public static CpgMessage decode(final DeliveredMessage message) {
        return isSane(message)
                ? new CpgMessage(functionOf(message), numberOf(message), message.bodyFrom(HEADER_BYTES))
                : null;
    }

    /** Whether it is a message of the group service. */
    static boolean isSane(final DeliveredMessage message) {
        return isSane(message.bytes(), message.offset(), message.length());
    }

    /** The function of a message that is sane. */
    static int functionOf(final DeliveredMessage message) {
        return message.bytes()[message.offset()];
    }

    /** The number of the sender of a message that is sane. */
    static int numberOf(final DeliveredMessage message) {
        return number(message.bytes(), message.offset());
    }

    /** The same of a message that stands alone. */
    public static CpgMessage decode(final byte[] bytes) {
        return isSane(bytes, 0, bytes.length)
                ? new CpgMessage(bytes[0], number(bytes, 0), Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length))
                : null;
    }

    /** Of a message of {@code length} bytes; of a long one only the first few need to stand at {@code offset}. */
    private static boolean isSane(final byte[] bytes, final int offset, final int length) {
        if (length < HEADER_BYTES) {
            return false;
        }
        final int contentBytes = length - HEADER_BYTES;
        return switch (bytes[offset]) {
            case CHUNK -> isChunkSane(bytes, offset + HEADER_BYTES, contentBytes);
            case JOIN -> contentBytes >= 1 && contentBytes <= GROUP_NAME_MAX_BYTES;
            case LEAVE -> contentBytes == 1;
            case MULTICAST -> true;
            default -> false;
        };
    }

    private static int number(final byte[] bytes, final int offset) {
        return (int) INT.get(bytes, offset + 1);
    }

    /** The group name of a JOIN. */
    public String group() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The reason of a LEAVE. */
    public ChangeReason reason() {
        return content[0] == ChangeReason.PROCDOWN.number() ? ChangeReason.PROCDOWN : ChangeReason.LEAVE;
    }

    private static boolean isChunkSane(final byte[] bytes, final int offset, final int chunkBytes) {
        if (chunkBytes <= CHUNK_HEADER_BYTES) {
            return false;
        }
        final int kind = bytes[offset + KIND_OFFSET];
        if (kind != FIRST) {
            return kind == CONTINUED || kind == LAST;
        }
        if (chunkBytes <= FIRST_CHUNK_HEADER_BYTES) {
            return false;
        }
        final int totalBytes = (int) INT.get(bytes, offset + CHUNK_HEADER_BYTES);
        return totalBytes > PIECE_MAX_BYTES && totalBytes <= PAYLOAD_MAX_BYTES;
    }

    /** The chain of a CHUNK. */
    int chain() {
        return new UnsafeBuffer(content).getInt(0, ByteOrder.LITTLE_ENDIAN);
    }

    boolean isFirstChunk() {
        return content[KIND_OFFSET] == FIRST;
    }

    boolean isLastChunk() {
        return content[KIND_OFFSET] == LAST;
    }

    /** The length of the whole payload, which the first chunk says. */
    int totalBytes() {
        return new UnsafeBuffer(content).getInt(CHUNK_HEADER_BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    /** Where in the content the chunk's part of the payload begins. */
    int dataOffset() {
        return isFirstChunk() ? FIRST_CHUNK_HEADER_BYTES : CHUNK_HEADER_BYTES;
    }

    /** Bytes of the chunk's part of the payload. */
    int dataBytes() {
        return content.length - dataOffset();
    }

    /** A join list: the members of one node by group. */
    public static byte[] joinList(final SortedMap<String, ? extends Collection<Integer>> members) {
        int length = 0;
        for (final Map.Entry<String, ? extends Collection<Integer>> group : members.entrySet()) {
            length += joinListBytes(group.getKey())
                    + Integer.BYTES * group.getValue().size();
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        int at = 0;
        for (final Map.Entry<String, ? extends Collection<Integer>> group : members.entrySet()) {
            final byte[] name = group.getKey().getBytes(StandardCharsets.UTF_8);
            buffer.putByte(at, (byte) name.length);
            buffer.putBytes(at + 1, name);
            at += 1 + name.length;
            buffer.putInt(at, group.getValue().size(), ByteOrder.LITTLE_ENDIAN);
            at += Integer.BYTES;
            for (final int number : group.getValue()) {
                buffer.putInt(at, number, ByteOrder.LITTLE_ENDIAN);
                at += Integer.BYTES;
            }
        }
        return buffer.byteArray();
    }

    /** What a group takes in a join list besides 4 bytes for each of its members. */
    static int joinListBytes(final String group) {
        return 1 + group.getBytes(StandardCharsets.UTF_8).length + Integer.BYTES;
    }

    /** Reads a join list as far as it is sane: members by number, with their groups. */
    public static TreeMap<Integer, String> readJoinList(final byte[] bytes) {
        final TreeMap<Integer, String> members = new TreeMap<>();
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        int at = 0;
        while (at < bytes.length) {
            final int length = buffer.getByte(at) & 0xFF;
            if (length == 0 || length > GROUP_NAME_MAX_BYTES || bytes.length - at < 1 + length + Integer.BYTES) {
                break;
            }
            final String group = new String(bytes, at + 1, length, StandardCharsets.UTF_8);
            at += 1 + length;
            final int count = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            at += Integer.BYTES;
            if (count < 0 || count > (bytes.length - at) / Integer.BYTES) {
                break;
            }
            for (int i = 0; i < count; i++) {
                members.put(buffer.getInt(at, ByteOrder.LITTLE_ENDIAN), group);
                at += Integer.BYTES;
            }
        }
        return members;
    }
}
