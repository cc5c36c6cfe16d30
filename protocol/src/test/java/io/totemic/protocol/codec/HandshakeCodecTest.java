/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.KeyState;
import io.totemic.protocol.message.Nonce;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The frames of the handshake: their bytes and their faults. */
class HandshakeCodecTest {

    private static final Handshake.Challenge CHALLENGE =
            new Handshake.Challenge(NodeId.of(2), new Nonce(0x0102030405060708L, -1));
    private static final Handshake.Answer ANSWER =
            new Handshake.Answer(NodeId.of(3), new Nonce(7, 8), 9, (1L << 56) - 1, 10, new KeyState(258, 0xFFFE, 3));

    @Test
    void shouldStandInTheDocumentedLayout() {
        assertThat(encoded(CHALLENGE)).isEqualTo(Frames.hex("a15e 01 01 02000000 0807060504030201 ffffffffffffffff"));
        assertThat(encoded(ANSWER))
                .isEqualTo(Frames.hex("a15e 01 02 03000000 0700000000000000 0800000000000000"
                        + "0900000000000000 ffffffffffffff00 0a00000000000000 0201000000000000 feff 0300"));
    }

    @Test
    void shouldReadWhatWasWritten() {
        for (final Handshake handshake : new Handshake[] {CHALLENGE, ANSWER}) {
            final UnsafeBuffer buffer = new UnsafeBuffer(encoded(handshake));
            assertThat(HandshakeCodec.isHandshake(buffer, 0)).isTrue();
            assertThat(HandshakeCodec.check(buffer, 0, buffer.capacity())).isNull();
            assertThat(HandshakeCodec.decode(buffer, 0)).isEqualTo(handshake);
        }
    }

    @Test
    void shouldNameEachFault() {
        assertThat(with(CHALLENGE, HandshakeCodec.VERSION_OFFSET, 2)).isEqualTo(FrameFault.VERSION);
        assertThat(with(CHALLENGE, HandshakeCodec.TYPE_OFFSET, 0)).isEqualTo(FrameFault.TYPE);
        assertThat(with(CHALLENGE, HandshakeCodec.TYPE_OFFSET, 3)).isEqualTo(FrameFault.TYPE);
        assertThat(with(CHALLENGE, HandshakeCodec.TYPE_OFFSET, 2)).isEqualTo(FrameFault.LENGTH);
        assertThat(with(ANSWER, HandshakeCodec.TYPE_OFFSET, 1)).isEqualTo(FrameFault.LENGTH);
        assertThat(with(ANSWER, HandshakeCodec.TARGET_OFFSET, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(with(ANSWER, HandshakeCodec.NEXT_DATA_OFFSET + 7, 1)).isEqualTo(FrameFault.RANGE);
        assertThat(with(ANSWER, HandshakeCodec.NEXT_TOKEN_OFFSET + 7, 1)).isEqualTo(FrameFault.RANGE);
        assertThat(with(ANSWER, HandshakeCodec.NEXT_CONTROL_OFFSET + 7, 0x80)).isEqualTo(FrameFault.RANGE);
        assertThat(with(ANSWER, HandshakeCodec.ACTIVATION_OFFSET + 7, 0x80)).isEqualTo(FrameFault.RANGE);
        assertThat(check(Arrays.copyOf(encoded(ANSWER), HandshakeCodec.ANSWER_LENGTH + 1)))
                .isEqualTo(FrameFault.LENGTH);
    }

    /** Before answers told of keys they had 48 bytes, and the same version. */
    @Test
    void shouldDropAnAnswerThatTellsOfNoKeys() {
        assertThat(check(Arrays.copyOf(encoded(ANSWER), 48))).isEqualTo(FrameFault.LENGTH);
    }

    /** Frames have at least 12 bytes when anybody asks. */
    @Property(tries = 2000)
    void shouldNeverThrow(@ForAll @Size(min = 12, max = 60) final byte[] bytes) {
        bytes[0] = (byte) 0xA1;
        bytes[1] = 0x5E;
        if (check(bytes) == null) {
            assertThat(HandshakeCodec.decode(new UnsafeBuffer(bytes), 0)).isNotNull();
        }
    }

    private static FrameFault with(final Handshake handshake, final int offset, final int value) {
        final byte[] bytes = encoded(handshake);
        bytes[offset] = (byte) value;
        return check(bytes);
    }

    private static FrameFault check(final byte[] bytes) {
        return HandshakeCodec.check(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static byte[] encoded(final Handshake handshake) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final byte[] bytes = new byte[HandshakeCodec.encode(handshake, buffer, 0)];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
