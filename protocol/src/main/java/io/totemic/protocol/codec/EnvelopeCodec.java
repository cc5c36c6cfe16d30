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
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The envelope in which each frame stands on the Aeron transport: version u8, suite u8, key id u16, cluster id u64,
 * transmitter node id u32, transmitter epoch u64, counter u64, then the frame and a tag of 16 bytes. Little-endian.
 *
 * <p>This fixed part stands in the clear in every suite. What the suite makes of frame and tag is its {@link FrameProtection}.
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

    /** The target of frames that are for more than one node. */
    public static final int EVERYBODY = 0;

    /** Bytes that the envelope adds to a frame. */
    public static final int OVERHEAD = FRAME_OFFSET + TAG_LENGTH;

    private final long clusterId;
    private final int maxLength;
    private final FrameProtection protection;

    /**
     * For one cluster, frames in the clear; one thread at a time.
     *
     * @param clusterId see {@link #clusterId(String)}
     * @param maxLength longest envelope with its frame, in bytes
     */
    public EnvelopeCodec(final long clusterId, final int maxLength) {
        this(clusterId, maxLength, new ChecksummedFrames(maxLength));
    }

    /** The same, with frames protected by {@code protection}. */
    public EnvelopeCodec(final long clusterId, final int maxLength, final FrameProtection protection) {
        this.clusterId = clusterId;
        this.maxLength = maxLength;
        this.protection = protection;
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
     * @param counter of the frame's stream, see {@link FrameStreams}; never twice in an epoch
     * @param target node id of the one node that the frame is for, if its stream is one to single nodes; else {@link #EVERYBODY}
     * @return length of the whole envelope
     */
    public int seal(
            final MutableDirectBuffer buffer,
            final int offset,
            final int frameLength,
            final int transmitter,
            final long epoch,
            final long counter,
            final int target) {
        return seal(buffer, offset, frameLength, transmitter, epoch, counter, target, protection.keyId());
    }

    /**
     * The same with a certain key.
     *
     * @param keyId that of a key that frames are opened with
     */
    public int seal(
            final MutableDirectBuffer buffer,
            final int offset,
            final int frameLength,
            final int transmitter,
            final long epoch,
            final long counter,
            final int target,
            final int keyId) {
        buffer.putByte(offset + VERSION_OFFSET, (byte) ENVELOPE_VERSION);
        buffer.putByte(offset + SUITE_OFFSET, (byte) protection.suite());
        buffer.putShort(offset + KEY_ID_OFFSET, (short) keyId, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + CLUSTER_ID_OFFSET, clusterId, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + TRANSMITTER_OFFSET, transmitter, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + EPOCH_OFFSET, epoch, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + COUNTER_OFFSET, counter, ByteOrder.LITTLE_ENDIAN);
        protection.seal(buffer, offset, frameLength, target);
        return FRAME_OFFSET + frameLength + TAG_LENGTH;
    }

    /** What is wrong with the fixed part or the length of an envelope from outside, null if nothing is. Never throws. */
    public FrameFault checkFixedPart(final DirectBuffer buffer, final int offset, final int length) {
        if (length < OVERHEAD + FrameLayout.HEADER_LENGTH || length > maxLength) {
            return FrameFault.ENVELOPE_LENGTH;
        }
        if (buffer.getByte(offset + VERSION_OFFSET) != ENVELOPE_VERSION) {
            return FrameFault.ENVELOPE_VERSION;
        }
        if (buffer.getLong(offset + CLUSTER_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) != clusterId) {
            return FrameFault.CLUSTER;
        }
        return protection.opens(suite(buffer, offset), keyId(buffer, offset)) ? null : FrameFault.ENVELOPE_KEY;
    }

    /**
     * Opens an envelope whose fixed part is right. Never throws.
     *
     * @param frame wrapped around the plain frame, if there is no fault; valid until the next call
     * @return {@link FrameFault#TAG} if the envelope is not as it was sealed, null if it is
     */
    public FrameFault open(final DirectBuffer buffer, final int offset, final int length, final DirectBuffer frame) {
        return protection.open(buffer, offset, length, frame) ? null : FrameFault.TAG;
    }

    /** Name of the key that this codec seals with, unless another one is asked for; 0 without one. */
    public int keyId() {
        return protection.keyId();
    }

    /** Suite and key that this codec seals with, for people. */
    public String protectionText() {
        return protectionText(protection.suite(), protection.keyId());
    }

    /** A suite and a key, for people. */
    public static String protectionText(final int suite, final int keyId) {
        return suite == SUITE_CLEAR ? "no key" : String.format("key %04x in suite %d", keyId, suite);
    }

    /** Number of the suite, 0..255. */
    public static int suite(final DirectBuffer buffer, final int offset) {
        return buffer.getByte(offset + SUITE_OFFSET) & 0xFF;
    }

    /** Name of the key, 0..65535. */
    public static int keyId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + KEY_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** Node id of the transmitter, 0 if the envelope names none. */
    public static int transmitter(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + TRANSMITTER_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Epoch of the transmitter: another one after each start. */
    public static long epoch(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + EPOCH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Counter of the frame, see {@link FrameStreams}. */
    public static long counter(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + COUNTER_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Length of the frame in an envelope of {@code length} bytes. */
    public static int frameLength(final int length) {
        return length - OVERHEAD;
    }
}
