/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.protocol.codec.EnvelopeCodec;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Envelopes in the clear. Chance finds no checksum, so each input is tried twice: as it is, and with the fixed part and the checksum
 * put right, so that what is behind them is reached.
 */
final class ClearEnvelopeTarget implements FuzzTarget {

    private static final int LONGEST_BYTES = 16 * 1024;
    private static final long CLUSTER = EnvelopeCodec.clusterId("fuzz");

    private final EnvelopeCodec codec = new EnvelopeCodec(CLUSTER, LONGEST_BYTES);
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);

    @Override
    public boolean decode(final byte[] input) {
        final boolean isTaken = open(input);
        if (!isTaken && input.length >= EnvelopeCodec.OVERHEAD) {
            final byte[] repaired = input.clone();
            repair(repaired);
            open(repaired);
        }
        return isTaken;
    }

    private boolean open(final byte[] input) {
        final UnsafeBuffer envelope = new UnsafeBuffer(input);
        if (codec.checkFixedPart(envelope, 0, input.length) != null
                || codec.open(envelope, 0, input.length, frame) != null) {
            return false;
        }
        Expect.that(
                frame.capacity() == EnvelopeCodec.frameLength(input.length), "the frame is the envelope without it");
        return HandshakeTarget.decode(frame, frame.capacity()) || FrameTarget.decode(frame, frame.capacity());
    }

    private static void repair(final byte[] bytes) {
        final UnsafeBuffer envelope = new UnsafeBuffer(bytes);
        envelope.putByte(EnvelopeCodec.VERSION_OFFSET, (byte) EnvelopeCodec.ENVELOPE_VERSION);
        envelope.putByte(EnvelopeCodec.SUITE_OFFSET, (byte) EnvelopeCodec.SUITE_CLEAR);
        envelope.putShort(EnvelopeCodec.KEY_ID_OFFSET, (short) 0);
        envelope.putLong(EnvelopeCodec.CLUSTER_ID_OFFSET, CLUSTER, ByteOrder.LITTLE_ENDIAN);
        final int tagAt = bytes.length - EnvelopeCodec.TAG_LENGTH;
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, tagAt);
        envelope.putInt(tagAt, (int) checksum.getValue(), ByteOrder.LITTLE_ENDIAN);
        envelope.setMemory(tagAt + 4, EnvelopeCodec.TAG_LENGTH - 4, (byte) 0);
    }

    @Override
    public List<byte[]> seeds() {
        return ExampleFrames.bytes().stream()
                .map(bytes -> {
                    final UnsafeBuffer envelope = new UnsafeBuffer(new byte[bytes.length + EnvelopeCodec.OVERHEAD]);
                    envelope.putBytes(EnvelopeCodec.FRAME_OFFSET, bytes);
                    codec.seal(envelope, 0, bytes.length, 2, 77, 1L << 56, EnvelopeCodec.EVERYBODY);
                    return envelope.byteArray();
                })
                .toList();
    }

    @Override
    public int longestInputBytes() {
        return LONGEST_BYTES + 64;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(32 * 1024, 250);
    }
}
