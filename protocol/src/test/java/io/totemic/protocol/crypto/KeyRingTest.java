/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.FrameStreams;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two keys while one takes the place of the other. */
class KeyRingTest {

    private static final int SELF = 1;
    private static final int PEER = 2;
    private static final long CLUSTER = 77;
    private static final int MAX_LENGTH = 2000;
    private static final ClusterKey OLD = new ClusterKey(secret(3));
    private static final ClusterKey NEW = new ClusterKey(secret(5));

    private final KeyRing ring = ring(PEER, OLD);
    private final EnvelopeCodec receiver = new EnvelopeCodec(CLUSTER, MAX_LENGTH, ring);
    private long sent;

    @ParameterizedTest
    @EnumSource(CryptoModel.class)
    void shouldSealTheSameBytesAsTheKeyAlone(final CryptoModel model) {
        final KeyRing both = new KeyRing(SELF, List.of(OLD, NEW), CipherSuite.CHACHA20_POLY1305, model, MAX_LENGTH);
        for (final ClusterKey key : List.of(OLD, NEW, OLD)) {
            both.activate(key.keyId());
            final EnvelopeCodec alone = new EnvelopeCodec(
                    CLUSTER,
                    MAX_LENGTH,
                    new EncryptedFrames(SELF, key, CipherSuite.CHACHA20_POLY1305, CryptoModel.JDK, MAX_LENGTH));
            final long number = sent++;
            assertThat(sealed(new EnvelopeCodec(CLUSTER, MAX_LENGTH, both), number))
                    .isEqualTo(sealed(alone, number));
        }
    }

    @Test
    void shouldOpenWithBothKeysWhicheverIsActive() {
        ring.load(NEW);
        for (final int active : List.of(OLD.keyId(), NEW.keyId(), OLD.keyId())) {
            ring.activate(active);
            assertThat(fault(frameOf(OLD))).isNull();
            assertThat(fault(frameOf(NEW))).isNull();
            assertThat(ring.keyId()).isEqualTo(active);
        }
        assertThat(ring.liveIds()).containsExactly(OLD.keyId(), NEW.keyId());
    }

    /** The thief of the old key comes too late. */
    @Test
    void shouldNotOpenWithARetiredKeyWhateverTheEnvelopeSays() {
        ring.load(NEW);
        final byte[] early = frameOf(OLD);
        assertThat(fault(early)).isNull();
        ring.activate(NEW.keyId());
        ring.retire(OLD.keyId());

        assertThat(fault(early)).isEqualTo(FrameFault.ENVELOPE_KEY);
        assertThat(fault(frameOf(OLD))).isEqualTo(FrameFault.ENVELOPE_KEY);
        final byte[] disguised = frameOf(OLD);
        new UnsafeBuffer(disguised).putShort(EnvelopeCodec.KEY_ID_OFFSET, (short) NEW.keyId(), ByteOrder.LITTLE_ENDIAN);
        assertThat(fault(disguised)).isEqualTo(FrameFault.TAG);
        assertThat(fault(frameOf(NEW))).isNull();
        assertThat(ring.liveIds()).containsExactly(NEW.keyId());
    }

    @Test
    void shouldNotOpenWithAKeyThatIsNotLoadedYet() {
        assertThat(fault(frameOf(NEW))).isEqualTo(FrameFault.ENVELOPE_KEY);
        ring.load(NEW);
        assertThat(fault(frameOf(NEW))).isNull();
    }

    @Test
    void shouldSealWithAnotherLiveKeyWhenAskedTo() {
        ring.load(NEW);
        final EnvelopeCodec codec = new EnvelopeCodec(CLUSTER, MAX_LENGTH, ring(SELF, OLD, NEW));
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[200]);
        final int length = codec.seal(buffer, 0, 40, SELF, 9, control(1), EnvelopeCodec.EVERYBODY, NEW.keyId());

        final byte[] envelope = Arrays.copyOf(buffer.byteArray(), length);
        assertThat(EnvelopeCodec.keyId(buffer, 0)).isEqualTo(NEW.keyId());
        assertThat(fault(envelope)).isNull();
        assertThat(codec.keyId()).isEqualTo(OLD.keyId());
    }

    @Test
    void shouldNeverDropTheActiveKeyNorTakeAThird() {
        ring.load(NEW);
        assertThatThrownBy(() -> ring.retire(OLD.keyId())).hasMessageContaining("active key");
        assertThatThrownBy(() -> ring.load(new ClusterKey(secret(7)))).hasMessageContaining("does not fit");
        assertThatThrownBy(() -> ring.activate(1)).hasMessageContaining("not loaded");
    }

    private FrameFault fault(final byte[] envelope) {
        final UnsafeBuffer buffer = new UnsafeBuffer(envelope);
        final FrameFault damage = receiver.checkFixedPart(buffer, 0, envelope.length);
        return damage == null ? receiver.open(buffer, 0, envelope.length, new UnsafeBuffer(0, 0)) : damage;
    }

    private byte[] frameOf(final ClusterKey key) {
        return sealed(new EnvelopeCodec(CLUSTER, MAX_LENGTH, ring(SELF, key)), sent++);
    }

    private static byte[] sealed(final EnvelopeCodec codec, final long number) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[200]);
        buffer.setMemory(EnvelopeCodec.FRAME_OFFSET, 40, (byte) 0x5A);
        final int length = codec.seal(buffer, 0, 40, SELF, 9, control(number), EnvelopeCodec.EVERYBODY);
        return Arrays.copyOf(buffer.byteArray(), length);
    }

    private static KeyRing ring(final int self, final ClusterKey... keys) {
        return new KeyRing(self, List.of(keys), CipherSuite.AES_256_GCM, CryptoModel.JDK, MAX_LENGTH);
    }

    private static long control(final long number) {
        return FrameStreams.counter(FrameStreams.CONTROL, number);
    }

    private static byte[] secret(final int factor) {
        final byte[] secret = new byte[128];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (factor * i);
        }
        return secret;
    }
}
