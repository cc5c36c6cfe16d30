/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.TokenHoldCancel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The envelope: its bytes, its faults, and that no single damaged bit gets through. */
class EnvelopeCodecTest {

    private static final long CLUSTER = 0x1122334455667788L;
    private static final int TRANSMITTER = 0xFFFF_FF02;
    private static final long EPOCH = 0x0102030405060708L;
    private static final long COUNTER = 42;
    private static final int MAX_LENGTH = 200;
    private static final byte[] FRAME = Frames.encode(new TokenHoldCancel(NodeId.of(2), new RingId(NodeId.of(1), 5)));

    private final EnvelopeCodec codec = new EnvelopeCodec(CLUSTER, MAX_LENGTH);

    @Test
    void shouldStandInTheDocumentedLayout() {
        final byte[] envelope = sealed();
        final byte[] head = Frames.hex("01 00 0000 8877665544332211 02ffffff 0807060504030201 2a00000000000000");

        assertThat(envelope).hasSize(32 + 25 + 16).startsWith(head);
        assertThat(Arrays.copyOfRange(envelope, 32, 57)).isEqualTo(FRAME);
        assertThat(ByteBuffer.wrap(envelope).order(ByteOrder.LITTLE_ENDIAN).getInt(57))
                .isEqualTo(crc32c(Arrays.copyOf(envelope, 57)));
        assertThat(Arrays.copyOfRange(envelope, 61, 73)).containsOnly(0);
    }

    @Test
    void shouldReadWhatWasSealed() {
        final byte[] envelope = sealed();
        final UnsafeBuffer buffer = new UnsafeBuffer(envelope);

        assertThat(check(envelope)).isNull();
        assertThat(EnvelopeCodec.transmitter(buffer, 0)).isEqualTo(TRANSMITTER);
        assertThat(EnvelopeCodec.epoch(buffer, 0)).isEqualTo(EPOCH);
        assertThat(EnvelopeCodec.frameLength(envelope.length)).isEqualTo(FRAME.length);
    }

    @Test
    void shouldNameEachFault() {
        assertThat(check(new byte[0])).isEqualTo(FrameFault.ENVELOPE_LENGTH);
        assertThat(check(Arrays.copyOf(sealed(), 32 + 12 + 16))).isEqualTo(FrameFault.ENVELOPE_LENGTH);
        assertThat(check(Arrays.copyOf(sealed(), MAX_LENGTH + 1))).isEqualTo(FrameFault.ENVELOPE_LENGTH);
        assertThat(check(with(0, 2))).isEqualTo(FrameFault.ENVELOPE_VERSION);
        assertThat(check(with(1, 1))).isEqualTo(FrameFault.ENVELOPE_KEY);
        assertThat(check(with(3, 1))).isEqualTo(FrameFault.ENVELOPE_KEY);
        assertThat(check(with(11, 0))).isEqualTo(FrameFault.CLUSTER);
        assertThat(check(with(12, 0))).isEqualTo(FrameFault.TAG);
        assertThat(check(with(40, 0x7F))).isEqualTo(FrameFault.TAG);
        assertThat(check(with(57, sealed()[57] + 1))).isEqualTo(FrameFault.TAG);
        assertThat(check(Arrays.copyOf(sealed(), sealed().length - 1))).isEqualTo(FrameFault.TAG);
        assertThat(check(Arrays.copyOf(sealed(), sealed().length + 1))).isEqualTo(FrameFault.TAG);
    }

    /** The zero bytes of the tag belong to it: a bit set there is damage, too. */
    @Test
    void shouldDetectEverySingleBitFlip() {
        final byte[] envelope = sealed();
        for (int bit = 0; bit < envelope.length * 8; bit++) {
            envelope[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(check(envelope)).as("bit %d", bit).isNotNull();
            envelope[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        assertThat(check(envelope)).isNull();
    }

    @Test
    void shouldSealAndCheckAtAnyOffset() {
        final byte[] bytes = new byte[7 + EnvelopeCodec.OVERHEAD + FRAME.length];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        buffer.putBytes(7 + EnvelopeCodec.FRAME_OFFSET, FRAME);

        final int length = codec.seal(buffer, 7, FRAME.length, TRANSMITTER, EPOCH, COUNTER, EnvelopeCodec.EVERYBODY);

        assertThat(Arrays.copyOfRange(bytes, 7, 7 + length)).isEqualTo(sealed());
        assertThat(fault(buffer, 7, length)).isNull();
    }

    /** SHA-256 of nothing begins with e3b0c44298fc1c14. */
    @Test
    void shouldTakeTheClusterIdFromTheNamesDigest() {
        assertThat(EnvelopeCodec.clusterId("")).isEqualTo(0x141CFC9842C4B0E3L);
        assertThat(EnvelopeCodec.clusterId("a")).isNotEqualTo(EnvelopeCodec.clusterId("b"));
    }

    private byte[] sealed() {
        final byte[] envelope = new byte[EnvelopeCodec.OVERHEAD + FRAME.length];
        final UnsafeBuffer buffer = new UnsafeBuffer(envelope);
        buffer.putBytes(EnvelopeCodec.FRAME_OFFSET, FRAME);
        assertThat(codec.seal(buffer, 0, FRAME.length, TRANSMITTER, EPOCH, COUNTER, EnvelopeCodec.EVERYBODY))
                .isEqualTo(envelope.length);
        return envelope;
    }

    private byte[] with(final int offset, final int value) {
        final byte[] envelope = sealed();
        envelope[offset] = (byte) value;
        return envelope;
    }

    private FrameFault check(final byte[] envelope) {
        return fault(new UnsafeBuffer(envelope), 0, envelope.length);
    }

    private FrameFault fault(final UnsafeBuffer buffer, final int offset, final int length) {
        final FrameFault fault = codec.checkFixedPart(buffer, offset, length);
        return fault != null ? fault : codec.open(buffer, offset, length, new UnsafeBuffer());
    }

    /** CRC-32C bit by bit, so that the test does not lean on the class it tests. */
    private static int crc32c(final byte[] bytes) {
        int crc = -1;
        for (final byte b : bytes) {
            crc ^= b & 0xFF;
            for (int i = 0; i < 8; i++) {
                crc = (crc >>> 1) ^ (0x82F63B78 & -(crc & 1));
            }
        }
        return ~crc;
    }
}
