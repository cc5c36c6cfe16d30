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
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole envelopes: their bytes in both models, and what does not open. */
class EncryptedFramesTest {

    private static final int MAX_LENGTH = 65_536;
    private static final int SELF = 0xA1B2C3D4;
    private static final long CLUSTER = 0x1122334455667788L;
    private static final ClusterKey KEY = new ClusterKey(secret(7));

    private record Vector(
            CipherSuite suite,
            long cluster,
            int transmitter,
            long epoch,
            long counter,
            int frameLength,
            String digest,
            String envelope) {

        static Vector of(final String line) {
            final String[] parts = line.split(" ", -1);
            return new Vector(
                    parts[0].equals("1") ? CipherSuite.AES_256_GCM : CipherSuite.CHACHA20_POLY1305,
                    Long.parseUnsignedLong(parts[1], 16),
                    Integer.parseUnsignedInt(parts[2], 16),
                    Long.parseUnsignedLong(parts[3], 16),
                    Long.parseUnsignedLong(parts[4], 16),
                    Integer.parseInt(parts[5]),
                    parts[6],
                    parts[7]);
        }
    }

    static Stream<CipherSuite> suites() {
        return Stream.of(CipherSuite.values());
    }

    @Test
    void shouldMakeTheBytesOfTheVectorsInBothModels() throws IOException, NoSuchAlgorithmException {
        final List<String> lines = vectorLines();
        assertThat(KEY.keyIdText()).isEqualTo(lines.get(0).substring("keyid ".length()));
        int compared = 0;
        for (final String line : lines.subList(1, lines.size())) {
            final Vector vector = Vector.of(line);
            for (final CryptoModel model : CryptoModel.values()) {
                for (final MutableDirectBuffer buffer : List.of(
                        new UnsafeBuffer(new byte[MAX_LENGTH + 8]),
                        new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_LENGTH + 8)),
                        new UnsafeBuffer(new byte[MAX_LENGTH + 20], 12, MAX_LENGTH + 8),
                        new ExpandableArrayBuffer(16))) {
                    final EnvelopeCodec codec = codec(vector.cluster(), vector.suite(), model);
                    final byte[] envelope = seal(
                            codec,
                            buffer,
                            vector.frameLength(),
                            vector.transmitter(),
                            vector.epoch(),
                            vector.counter());
                    assertThat(sha256(envelope)).as(line).isEqualTo(vector.digest());
                    if (!vector.envelope().equals("-")) {
                        assertThat(HexFormat.of().formatHex(envelope)).isEqualTo(vector.envelope());
                    }
                    final UnsafeBuffer frame = new UnsafeBuffer();
                    assertThat(codec.checkFixedPart(buffer, 5, envelope.length)).isNull();
                    assertThat(codec.open(buffer, 5, envelope.length, frame)).isNull();
                    assertThat(bytes(frame)).isEqualTo(frame(vector.frameLength()));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(14 * 2 * 4);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void shouldRefuseEverySingleBitFlip(final CipherSuite suite) {
        final EnvelopeCodec codec = codec(CLUSTER, suite, CryptoModel.JDK);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[200]);
        final byte[] envelope = seal(codec, buffer, 40, 1, 99, FrameStreams.counter(FrameStreams.DATA, 3));

        for (int bit = 0; bit < envelope.length * 8; bit++) {
            envelope[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(fault(codec, envelope)).as("bit %d", bit).isNotNull();
            envelope[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        assertThat(fault(codec, envelope)).isNull();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void shouldRefuseWhatIsCutOrSpliced(final CipherSuite suite) {
        final EnvelopeCodec codec = codec(CLUSTER, suite, CryptoModel.JDK);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[400]);
        final byte[] first = seal(codec, buffer, 100, 1, 99, FrameStreams.counter(FrameStreams.DATA, 3));
        final byte[] second = seal(codec, buffer, 100, 1, 99, FrameStreams.counter(FrameStreams.DATA, 4));

        for (int length = 0; length < first.length; length++) {
            assertThat(fault(codec, Arrays.copyOf(first, length))).isNotNull();
        }
        for (int at = 1; at < first.length; at++) {
            final byte[] spliced = first.clone();
            System.arraycopy(second, at, spliced, at, first.length - at);
            final boolean isStillTheFirst = Arrays.equals(spliced, first);
            final boolean isTheSecond = Arrays.equals(spliced, second);
            assertThat(fault(codec, spliced) == null).as("at %d", at).isEqualTo(isStillTheFirst || isTheSecond);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void shouldNameWhatIsOfAnotherClusterKeyOrSuite(final CipherSuite suite) {
        final byte[] envelope = seal(
                codec(CLUSTER, suite, CryptoModel.JDK),
                new UnsafeBuffer(new byte[200]),
                40,
                1,
                99,
                FrameStreams.counter(FrameStreams.TOKEN, 3));
        final CipherSuite otherSuite =
                suite == CipherSuite.AES_256_GCM ? CipherSuite.CHACHA20_POLY1305 : CipherSuite.AES_256_GCM;

        assertThat(fault(codec(CLUSTER + 1, suite, CryptoModel.JDK), envelope)).isEqualTo(FrameFault.CLUSTER);
        assertThat(fault(codec(CLUSTER, otherSuite, CryptoModel.JDK), envelope)).isEqualTo(FrameFault.ENVELOPE_KEY);
        assertThat(fault(new EnvelopeCodec(CLUSTER, MAX_LENGTH), envelope)).isEqualTo(FrameFault.ENVELOPE_KEY);
        final EnvelopeCodec otherKey = new EnvelopeCodec(
                CLUSTER,
                MAX_LENGTH,
                new EncryptedFrames(SELF, new ClusterKey(secret(9)), suite, CryptoModel.JDK, MAX_LENGTH));
        assertThat(fault(otherKey, envelope)).isEqualTo(FrameFault.ENVELOPE_KEY);
        // The same with the name of the other key: the attacker may write what he likes.
        envelope[2] = (byte) new ClusterKey(secret(9)).keyId();
        envelope[3] = (byte) (new ClusterKey(secret(9)).keyId() >> 8);
        assertThat(fault(otherKey, envelope)).isEqualTo(FrameFault.TAG);
    }

    /** Forged epochs take the place of the second key only, and what they displaced is derived again. */
    @Test
    void shouldOpenTheRightOnesWhateverCameBetween() {
        final EnvelopeCodec codec = codec(CLUSTER, CipherSuite.AES_256_GCM, CryptoModel.JDK);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[200]);
        final EnvelopeCodec one = codec(CLUSTER, CipherSuite.AES_256_GCM, CryptoModel.JDK);
        final EnvelopeCodec two = codec(CLUSTER, CipherSuite.AES_256_GCM, CryptoModel.JDK);
        for (int round = 0; round < 20; round++) {
            final long live = FrameStreams.counter(FrameStreams.DATA, round);
            assertThat(fault(codec, seal(one, buffer, 40, 1, 99, live))).isNull();
            assertThat(fault(codec, seal(one, buffer, 40, 1, 98, live))).isNull();
            final byte[] forged = seal(one, buffer, 40, 1, 1000 + round, live);
            forged[50] ^= 1;
            assertThat(fault(codec, forged)).isEqualTo(FrameFault.TAG);
            assertThat(fault(codec, seal(two, buffer, 40, 2, 99, live))).isNull();
        }
    }

    /** Whoever takes a token to another node makes two of one. */
    @ParameterizedTest
    @MethodSource("suites")
    void shouldOpenATokenOnlyAtItsTarget(final CipherSuite suite) {
        final EnvelopeCodec here = codec(CLUSTER, suite, CryptoModel.JDK);
        final EnvelopeCodec elsewhere = new EnvelopeCodec(
                CLUSTER, MAX_LENGTH, new EncryptedFrames(SELF + 1, KEY, suite, CryptoModel.JDK, MAX_LENGTH));
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[200]);
        final byte[] token = seal(here, buffer, 40, 1, 99, FrameStreams.counter(FrameStreams.TOKEN, 3));
        final byte[] data = seal(here, buffer, 40, 1, 99, FrameStreams.counter(FrameStreams.DATA, 3));

        assertThat(fault(here, token)).isNull();
        assertThat(fault(elsewhere, token)).isEqualTo(FrameFault.TAG);
        assertThat(fault(here, data)).isNull();
        assertThat(fault(elsewhere, data)).isNull();
    }

    /** Repeating is what the window is for; the cipher must not fail over it. */
    @ParameterizedTest
    @MethodSource("suites")
    void shouldOpenTheSameFrameAgainAndAgain(final CipherSuite suite) {
        for (final CryptoModel model : CryptoModel.values()) {
            final EnvelopeCodec codec = codec(CLUSTER, suite, model);
            final byte[] envelope =
                    seal(codec, new UnsafeBuffer(new byte[200]), 40, 1, 99, FrameStreams.counter(FrameStreams.DATA, 3));
            final byte[] forged = envelope.clone();
            forged[50] ^= 1;
            for (int i = 0; i < 300; i++) {
                assertThat(fault(codec, envelope)).isNull();
                assertThat(fault(codec, envelope)).isNull();
                assertThat(fault(codec, forged)).isEqualTo(FrameFault.TAG);
            }
        }
    }

    @Test
    void shouldRefuseAStreamThatDoesNotExist() {
        final EnvelopeCodec codec = codec(CLUSTER, CipherSuite.AES_256_GCM, CryptoModel.JDK);
        final byte[] envelope =
                seal(codec, new UnsafeBuffer(new byte[200]), 40, 1, 99, FrameStreams.counter(FrameStreams.DATA, 3));
        for (final int stream : new int[] {0, 4, 255}) {
            envelope[31] = (byte) stream;
            assertThat(fault(codec, envelope)).isEqualTo(FrameFault.TAG);
        }
    }

    @Test
    void shouldTakeSecretsOfTheSizesOfKeyFiles() {
        assertThatThrownBy(() -> new ClusterKey(new byte[127]))
                .hasMessageContaining("127")
                .hasMessageContaining("128..4096");
        assertThatThrownBy(() -> new ClusterKey(new byte[4097])).hasMessageContaining("4097");
        assertThat(new ClusterKey(new byte[128]).keyId()).isBetween(1, 65_535);
        assertThat(KEY.toString()).isEqualTo("key " + KEY.keyIdText());
    }

    private static byte[] secret(final int factor) {
        return Hex.repeated(factor, 3, 256);
    }

    private static EnvelopeCodec codec(final long cluster, final CipherSuite suite, final CryptoModel model) {
        return new EnvelopeCodec(cluster, MAX_LENGTH, new EncryptedFrames(SELF, KEY, suite, model, MAX_LENGTH));
    }

    private static byte[] seal(
            final EnvelopeCodec codec,
            final MutableDirectBuffer buffer,
            final int frameLength,
            final int transmitter,
            final long epoch,
            final long counter) {
        buffer.putBytes(5 + EnvelopeCodec.FRAME_OFFSET, frame(frameLength));
        final int length = codec.seal(
                buffer,
                5,
                frameLength,
                transmitter,
                epoch,
                counter,
                FrameStreams.isToOneNode(FrameStreams.streamOf(counter)) ? SELF : EnvelopeCodec.EVERYBODY);
        final byte[] envelope = new byte[length];
        buffer.getBytes(5, envelope);
        return envelope;
    }

    private static FrameFault fault(final EnvelopeCodec codec, final byte[] envelope) {
        final UnsafeBuffer buffer = new UnsafeBuffer(envelope);
        final FrameFault fault = codec.checkFixedPart(buffer, 0, envelope.length);
        return fault != null ? fault : codec.open(buffer, 0, envelope.length, new UnsafeBuffer());
    }

    private static byte[] frame(final int length) {
        return Hex.repeated(1, 0, length);
    }

    private static byte[] bytes(final UnsafeBuffer buffer) {
        final byte[] bytes = new byte[buffer.capacity()];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static String sha256(final byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static List<String> vectorLines() throws IOException {
        try (InputStream in = EncryptedFramesTest.class.getResourceAsStream("/envelopes/vectors.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
