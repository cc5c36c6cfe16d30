/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
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
 * join list  for each member of the node: number u32, length u8, group name
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

    /** Bytes before the payload of a multicast. */
    public static final int HEADER_BYTES = 5;

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

    private static byte[] encode(final int function, final int number, final byte[] content) {
        final byte[] bytes = new byte[HEADER_BYTES + content.length];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putByte(0, (byte) function);
        buffer.putInt(1, number, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(HEADER_BYTES, content);
        return bytes;
    }

    /** Reads a message; null if it is none of ours. */
    public static CpgMessage decode(final byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            return null;
        }
        final int function = bytes[0];
        final int contentBytes = bytes.length - HEADER_BYTES;
        final boolean isSane =
                switch (function) {
                    case JOIN -> contentBytes >= 1 && contentBytes <= GROUP_NAME_MAX_BYTES;
                    case LEAVE -> contentBytes == 1;
                    case MULTICAST -> true;
                    default -> false;
                };
        return isSane
                ? new CpgMessage(
                        function,
                        new UnsafeBuffer(bytes).getInt(1, ByteOrder.LITTLE_ENDIAN),
                        Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length))
                : null;
    }

    /** The group name of a JOIN. */
    public String group() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** The reason of a LEAVE. */
    public ChangeReason reason() {
        return content[0] == ChangeReason.PROCDOWN.number() ? ChangeReason.PROCDOWN : ChangeReason.LEAVE;
    }

    /** A join list: the members of one node by number, with their groups. */
    public static byte[] joinList(final Map<Integer, String> members) {
        int length = 0;
        for (final String group : members.values()) {
            length += HEADER_BYTES + group.getBytes(StandardCharsets.UTF_8).length;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        int at = 0;
        for (final Map.Entry<Integer, String> member : members.entrySet()) {
            final byte[] group = member.getValue().getBytes(StandardCharsets.UTF_8);
            buffer.putInt(at, member.getKey(), ByteOrder.LITTLE_ENDIAN);
            buffer.putByte(at + 4, (byte) group.length);
            buffer.putBytes(at + HEADER_BYTES, group);
            at += HEADER_BYTES + group.length;
        }
        return buffer.byteArray();
    }

    /** Reads a join list as far as it is sane. */
    public static TreeMap<Integer, String> readJoinList(final byte[] bytes) {
        final TreeMap<Integer, String> members = new TreeMap<>();
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        int at = 0;
        while (bytes.length - at >= HEADER_BYTES) {
            final int length = buffer.getByte(at + 4) & 0xFF;
            if (length == 0 || length > GROUP_NAME_MAX_BYTES || length > bytes.length - at - HEADER_BYTES) {
                break;
            }
            members.put(
                    buffer.getInt(at, ByteOrder.LITTLE_ENDIAN),
                    new String(bytes, at + HEADER_BYTES, length, StandardCharsets.UTF_8));
            at += HEADER_BYTES + length;
        }
        return members;
    }
}
