/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Suite 0: frames in the clear. Protects nothing against an attacker: the tag is a CRC-32C over all before it and 12 zero bytes,
 * which tells a damaged frame from a whole one.
 */
final class ChecksummedFrames implements FrameProtection {

    private final CRC32C checksum = new CRC32C();
    private final byte[] scratch;

    ChecksummedFrames(final int maxLength) {
        scratch = new byte[maxLength];
    }

    @Override
    public int suite() {
        return EnvelopeCodec.SUITE_CLEAR;
    }

    @Override
    public int keyId() {
        return 0;
    }

    @Override
    public void seal(final MutableDirectBuffer buffer, final int offset, final int frameLength, final int target) {
        final int tagAt = offset + EnvelopeCodec.FRAME_OFFSET + frameLength;
        buffer.putInt(
                tagAt, checksum(buffer, offset, EnvelopeCodec.FRAME_OFFSET + frameLength), ByteOrder.LITTLE_ENDIAN);
        buffer.setMemory(tagAt + 4, EnvelopeCodec.TAG_LENGTH - 4, (byte) 0);
    }

    @Override
    public boolean open(final DirectBuffer buffer, final int offset, final int length, final DirectBuffer frame) {
        final int tagAt = offset + length - EnvelopeCodec.TAG_LENGTH;
        final boolean isWhole = isPadded(buffer, tagAt)
                && buffer.getInt(tagAt, ByteOrder.LITTLE_ENDIAN)
                        == checksum(buffer, offset, length - EnvelopeCodec.TAG_LENGTH);
        if (isWhole) {
            frame.wrap(buffer, offset + EnvelopeCodec.FRAME_OFFSET, length - EnvelopeCodec.OVERHEAD);
        }
        return isWhole;
    }

    /** Whether the 12 bytes behind the checksum are zero: no checksum covers them. */
    private static boolean isPadded(final DirectBuffer buffer, final int tagAt) {
        return buffer.getInt(tagAt + 4) == 0 && buffer.getLong(tagAt + 8) == 0;
    }

    private int checksum(final DirectBuffer buffer, final int offset, final int length) {
        buffer.getBytes(offset, scratch, 0, length);
        checksum.reset();
        checksum.update(scratch, 0, length);
        return (int) checksum.getValue();
    }
}
