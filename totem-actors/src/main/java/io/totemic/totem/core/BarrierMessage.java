/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one member says in the synchronisation of a ring: the contribution of each of its services.
 *
 * <p>Bytes: representative u32, ring seq u64, count u8, then for each service number u8, length u32 and its bytes.
 * Little-endian.
 */
record BarrierMessage(RingId ringId, EnumMap<ServiceId, byte[]> contributions) {

    private static final int COUNT_OFFSET = 12;
    private static final int HEADER_BYTES = 13;
    private static final int ENTRY_HEADER_BYTES = 5;

    byte[] encode() {
        int length = HEADER_BYTES;
        for (final byte[] contribution : contributions.values()) {
            length += ENTRY_HEADER_BYTES + contribution.length;
        }
        final byte[] bytes = new byte[length];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putInt(0, ringId.representative().value(), ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(4, ringId.seq(), ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(COUNT_OFFSET, (byte) contributions.size());
        int at = HEADER_BYTES;
        for (final Map.Entry<ServiceId, byte[]> entry : contributions.entrySet()) {
            buffer.putByte(at, (byte) entry.getKey().number());
            buffer.putInt(at + 1, entry.getValue().length, ByteOrder.LITTLE_ENDIAN);
            buffer.putBytes(at + ENTRY_HEADER_BYTES, entry.getValue());
            at += ENTRY_HEADER_BYTES + entry.getValue().length;
        }
        return bytes;
    }

    /** Reads what {@link #encode} wrote; null for anything else. Contributions of unknown services are passed over. */
    static BarrierMessage decode(final byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            return null;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int representative = buffer.getInt(0, ByteOrder.LITTLE_ENDIAN);
        if (representative == 0) {
            return null;
        }
        final EnumMap<ServiceId, byte[]> contributions = new EnumMap<>(ServiceId.class);
        int at = HEADER_BYTES;
        for (int i = 0; i < (buffer.getByte(COUNT_OFFSET) & 0xFF); i++) {
            if (bytes.length - at < ENTRY_HEADER_BYTES) {
                return null;
            }
            final ServiceId service = ServiceId.of(buffer.getByte(at));
            final int length = buffer.getInt(at + 1, ByteOrder.LITTLE_ENDIAN);
            at += ENTRY_HEADER_BYTES;
            if (length < 0 || length > bytes.length - at) {
                return null;
            }
            if (service != null) {
                final byte[] contribution = new byte[length];
                buffer.getBytes(at, contribution);
                contributions.put(service, contribution);
            }
            at += length;
        }
        return new BarrierMessage(
                new RingId(new NodeId(representative), buffer.getLong(4, ByteOrder.LITTLE_ENDIAN)), contributions);
    }
}
