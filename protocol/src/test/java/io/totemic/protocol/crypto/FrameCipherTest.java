/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import static io.totemic.protocol.crypto.Hex.bytes;
import static io.totemic.protocol.crypto.Hex.repeated;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The ciphers of both models against published vectors, and against each other. */
class FrameCipherTest {

    /**
     * McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, cases 13 to 16: those of 256 bits that NIST took over;
     * RFC 8439, 2.8.2.
     */
    static Stream<Arguments> vectors() {
        final String zeroKey = "00".repeat(32);
        final String key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
        final String text = """
                d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
                1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255""";
        final String encrypted = """
                522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
                8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad""";
        final String sunscreen =
                "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
                        + "sunscreen would be it.";
        return Stream.of(
                        Arguments.of(
                                CipherSuite.AES_256_GCM,
                                zeroKey,
                                "00".repeat(12),
                                "",
                                "",
                                "",
                                "530f8afbc74536b9a963b4f1c4cb738b"),
                        Arguments.of(
                                CipherSuite.AES_256_GCM,
                                zeroKey,
                                "00".repeat(12),
                                "",
                                "00".repeat(16),
                                "cea7403d4d606b6e074ec5d3baf39d18",
                                "d0d1c8a799996bf0265b98b5d48ab919"),
                        Arguments.of(
                                CipherSuite.AES_256_GCM,
                                key,
                                "cafebabefacedbaddecaf888",
                                "",
                                text,
                                encrypted,
                                "b094dac5d93471bdec1a502270e3cc6c"),
                        Arguments.of(
                                CipherSuite.AES_256_GCM,
                                key,
                                "cafebabefacedbaddecaf888",
                                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                                text.substring(0, text.length() - 8),
                                encrypted.substring(0, encrypted.length() - 8),
                                "76fc6ece0f4e1768cddf8853bb2d551b"),
                        Arguments.of(
                                CipherSuite.CHACHA20_POLY1305,
                                hex(repeated(1, 0x80, 32)),
                                "070000004041424344454647",
                                "50515253c0c1c2c3c4c5c6c7",
                                hex(sunscreen.getBytes(StandardCharsets.US_ASCII)),
                                """
                                d31a8d34648e60db7b86afbc53ef7ec2 a4aded51296e08fea9e2b5a736ee62d6
                                3dbea45e8ca9671282fafb69da92728b 1a71de0a9e060b2905d6a5b67ecd3b36
                                92ddbd7f2d778b8c9803aee328091b58 fab324e4fad675945585808b4831d7bc
                                3ff4def08e4b7a9de576d26586cec64b 6116""",
                                "1ae10b594f09e26a7e902ecbd0600691"))
                .flatMap(vector -> Stream.of(CryptoModel.values()).map(model -> {
                    final Object[] arguments = Arrays.copyOf(vector.get(), vector.get().length + 1);
                    arguments[arguments.length - 1] = model;
                    return Arguments.of(arguments);
                }));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldMakeThePublishedBytes(
            final CipherSuite suite,
            final String key,
            final String nonce,
            final String data,
            final String text,
            final String encrypted,
            final String tag,
            final CryptoModel model) {
        final FrameCipher cipher = model.cipher(suite);
        cipher.key(bytes(key));
        final byte[] plain = bytes(text);
        final int dataLength = bytes(data).length;
        final byte[] sealed = joined(bytes(data), plain, new byte[FrameCipher.TAG_LENGTH]);

        cipher.seal(bytes(nonce), sealed, 0, dataLength, plain.length);

        assertThat(sealed).isEqualTo(joined(bytes(data), bytes(encrypted), bytes(tag)));
        final byte[] opened = new byte[plain.length + FrameCipher.TAG_LENGTH];
        assertThat(cipher.open(bytes(nonce), sealed, 0, dataLength, plain.length, opened))
                .isTrue();
        assertThat(Arrays.copyOf(opened, plain.length)).isEqualTo(plain);
    }

    @Property(tries = 300)
    void shouldMakeTheSameBytesInBothModels(
            @ForAll final CipherSuite suite,
            @ForAll @Size(FrameCipher.KEY_LENGTH) final byte[] key,
            @ForAll @Size(FrameCipher.NONCE_LENGTH) final byte[] nonce,
            @ForAll @IntRange(max = 40) final int dataLength,
            @ForAll @Size(max = 2000) final byte[] text,
            @ForAll @IntRange(max = 9) final int offset) {
        final byte[] jdk = sealed(CryptoModel.JDK, suite, key, nonce, dataLength, text, offset);
        final byte[] bouncyCastle = sealed(CryptoModel.BOUNCYCASTLE, suite, key, nonce, dataLength, text, offset);

        assertThat(jdk).isEqualTo(bouncyCastle);
        for (final CryptoModel model : CryptoModel.values()) {
            final FrameCipher cipher = model.cipher(suite);
            cipher.key(key);
            final byte[] opened = new byte[text.length + FrameCipher.TAG_LENGTH];
            assertThat(cipher.open(nonce, jdk, offset, dataLength, text.length, opened))
                    .isTrue();
            assertThat(Arrays.copyOf(opened, text.length)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseEverySingleBitFlip(final CipherSuite suite) {
        for (final CryptoModel model : CryptoModel.values()) {
            final byte[] key = repeated(3, 1, FrameCipher.KEY_LENGTH);
            final byte[] nonce = repeated(5, 1, FrameCipher.NONCE_LENGTH);
            final byte[] sealed = sealed(model, suite, key, nonce, 32, repeated(1, 0, 40), 0);
            final FrameCipher cipher = model.cipher(suite);
            cipher.key(key);
            final byte[] text = new byte[100];
            for (int bit = 0; bit < sealed.length * 8; bit++) {
                sealed[bit / 8] ^= (byte) (1 << (bit % 8));
                assertThat(cipher.open(nonce, sealed, 0, 32, 40, text))
                        .as("%s, bit %d", model, bit)
                        .isFalse();
                sealed[bit / 8] ^= (byte) (1 << (bit % 8));
            }
            assertThat(cipher.open(nonce, sealed, 0, 32, 40, text)).isTrue();
        }
    }

    private static byte[] sealed(
            final CryptoModel model,
            final CipherSuite suite,
            final byte[] key,
            final byte[] nonce,
            final int dataLength,
            final byte[] text,
            final int offset) {
        final FrameCipher cipher = model.cipher(suite);
        cipher.key(key);
        final byte[] sealed = joined(new byte[offset], repeated(11, 7, dataLength), text, new byte[16]);
        cipher.seal(nonce, sealed, offset, dataLength, text.length);
        return sealed;
    }

    private static byte[] joined(final byte[]... parts) {
        int length = 0;
        for (final byte[] part : parts) {
            length += part.length;
        }
        final byte[] joined = new byte[length];
        int at = 0;
        for (final byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private static String hex(final byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }
}
