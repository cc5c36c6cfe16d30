/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The envelope in which each frame stands on the Aeron transport: version u8, suite u8, key id u16, cluster id u64,
 * transmitter node id u32, transmitter epoch u64, counter u64, then the frame and a tag of 16 bytes. Little-endian.
 *
 * <p>Suite 0 protects nothing against an attacker: its tag is a CRC-32C over all before it and 12 zero bytes, which tells a
 * damaged frame from a whole one.
 */
public final class EnvelopeCodec {

    public static final int ENVELOPE_VERSION = 1;
    public static final int SUITE_CLEAR = 0;

    public static final int VERSION_OFFSET = 0;
    public static final int SUITE_OFFSET = 1;
    public static final int KEY_ID_OFFSET = 2;
    public static final int CLUSTER_ID_OFFSET = 4;
    public static final int TRANSMITTER_OFFSET = 12;
    public static final int EPOCH_OFFSET = 16;
    public static final int COUNTER_OFFSET = 24;
    public static final int FRAME_OFFSET = 32;
    public static final int TAG_LENGTH = 16;

    /** Bytes that the envelope adds to a frame. */
    public static final int OVERHEAD = FRAME_OFFSET + TAG_LENGTH;

    private final CRC32C checksum = new CRC32C();
    private final byte[] scratch;
    private final long clusterId;

    /**
     * For one cluster; one thread at a time.
     *
     * @param clusterId see {@link #clusterId(String)}
     * @param maxLength longest envelope with its frame, in bytes
     */
    public EnvelopeCodec(final long clusterId, final int maxLength) {
        this.clusterId = clusterId;
        scratch = new byte[maxLength];
    }

    /** The id of a cluster: the first 8 bytes of the SHA-256 of its name. */
    public static long clusterId(final String clusterName) {
        try {
            final byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(clusterName.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Closes the envelope around a frame that already stands at {@code offset + FRAME_OFFSET}.
     *
     * @return length of the whole envelope
     */
    public int seal(
            final MutableDirectBuffer buffer,
            final int offset,
            final int frameLength,
            final int transmitter,
            final long epoch,
            final long counter) {
        buffer.putByte(offset + VERSION_OFFSET, (byte) ENVELOPE_VERSION);
        buffer.putByte(offset + SUITE_OFFSET, (byte) SUITE_CLEAR);
        buffer.putShort(offset + KEY_ID_OFFSET, (short) 0, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + CLUSTER_ID_OFFSET, clusterId, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + TRANSMITTER_OFFSET, transmitter, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + EPOCH_OFFSET, epoch, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + COUNTER_OFFSET, counter, ByteOrder.LITTLE_ENDIAN);
        final int tagAt = offset + FRAME_OFFSET + frameLength;
        buffer.putInt(tagAt, checksum(buffer, offset, FRAME_OFFSET + frameLength), ByteOrder.LITTLE_ENDIAN);
        buffer.setMemory(tagAt + 4, TAG_LENGTH - 4, (byte) 0);
        return FRAME_OFFSET + frameLength + TAG_LENGTH;
    }

    /** What is wrong with an envelope from outside, null if nothing is. Never throws. */
    public FrameFault check(final DirectBuffer buffer, final int offset, final int length) {
        if (length < OVERHEAD + FrameLayout.HEADER_LENGTH || length > scratch.length) {
            return FrameFault.ENVELOPE_LENGTH;
        }
        if (buffer.getByte(offset + VERSION_OFFSET) != ENVELOPE_VERSION) {
            return FrameFault.ENVELOPE_VERSION;
        }
        if (buffer.getByte(offset + SUITE_OFFSET) != SUITE_CLEAR || buffer.getShort(offset + KEY_ID_OFFSET) != 0) {
            return FrameFault.ENVELOPE_KEY;
        }
        if (buffer.getLong(offset + CLUSTER_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) != clusterId) {
            return FrameFault.CLUSTER;
        }
        final int tagAt = offset + length - TAG_LENGTH;
        return isPadded(buffer, tagAt)
                        && buffer.getInt(tagAt, ByteOrder.LITTLE_ENDIAN)
                                == checksum(buffer, offset, length - TAG_LENGTH)
                ? null
                : FrameFault.TAG;
    }

    /** Whether the 12 bytes behind the checksum are zero: no checksum covers them. */
    private static boolean isPadded(final DirectBuffer buffer, final int tagAt) {
        return buffer.getInt(tagAt + 4) == 0 && buffer.getLong(tagAt + 8) == 0;
    }

    /** Node id of the transmitter, 0 if the envelope names none. */
    public static int transmitter(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + TRANSMITTER_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Epoch of the transmitter: larger after each start. */
    public static long epoch(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + EPOCH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Length of the frame in an envelope of {@code length} bytes. */
    public static int frameLength(final int length) {
        return length - OVERHEAD;
    }

    private int checksum(final DirectBuffer buffer, final int offset, final int length) {
        buffer.getBytes(offset, scratch, 0, length);
        checksum.reset();
        checksum.update(scratch, 0, length);
        return (int) checksum.getValue();
    }
}
