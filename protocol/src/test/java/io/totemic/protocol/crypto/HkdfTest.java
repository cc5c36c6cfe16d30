/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import static io.totemic.protocol.crypto.Hex.bytes;
import static io.totemic.protocol.crypto.Hex.repeated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The published vectors of HKDF with SHA-256. Source: RFC 5869, appendix A. */
class HkdfTest {

    private final Hkdf hkdf = new Hkdf();

    @Test
    void shouldDeriveAsInCaseOne() {
        final byte[] key = hkdf.extract(bytes("000102030405060708090a0b0c"), repeated(0, 0x0b, 22));
        final byte[] output = new byte[42];
        hkdf.expand(key, bytes("f0f1f2f3f4f5f6f7f8f9"), output);

        assertThat(key).isEqualTo(bytes("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
        assertThat(output).isEqualTo(bytes("""
                3cb25f25faacd57a90434f64d0362f2a
                2d2d0a90cf1a5a4c5db02d56ecc4c5bf
                34007208d5b887185865"""));
    }

    @Test
    void shouldDeriveLongInputsAsInCaseTwo() {
        final byte[] key = hkdf.extract(repeated(1, 0x60, 80), repeated(1, 0, 80));
        final byte[] output = new byte[82];
        hkdf.expand(key, repeated(1, 0xb0, 80), output);

        assertThat(key).isEqualTo(bytes("06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244"));
        assertThat(output).isEqualTo(bytes("""
                b11e398dc80327a1c8e7f78c596a4934
                4f012eda2d4efad8a050cc4c19afa97c
                59045a99cac7827271cb41c65e590e09
                da3275600c2f09b8367793a9aca3db71
                cc30c58179ec3e87c14c01d5c1f3434f
                1d87"""));
    }

    @Test
    void shouldDeriveWithoutSaltAndPurposeAsInCaseThree() {
        final byte[] key = hkdf.extract(new byte[0], repeated(0, 0x0b, 22));
        final byte[] output = new byte[42];
        hkdf.expand(key, new byte[0], output);

        assertThat(key).isEqualTo(bytes("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04"));
        assertThat(output).isEqualTo(bytes("""
                8da4e775a563c18f715f802a063c5a31
                b8a11f5c5ee1879ec3454e5f3c738d2d
                9d201395faa4b61a96c8"""));
    }

    @Test
    void shouldFillTheLongestOutput() {
        final byte[] output = new byte[255 * 32];
        hkdf.expand(hkdf.extract(new byte[0], repeated(0, 0x0b, 22)), new byte[0], output);

        assertThat(Arrays.copyOf(output, 16)).isEqualTo(bytes("8da4e775a563c18f715f802a063c5a31"));
        assertThat(Arrays.copyOfRange(output, 254 * 32, 255 * 32)).isNotEqualTo(new byte[32]);
    }

    @Test
    void shouldRefuseALongerOutput() {
        final byte[] output = new byte[255 * 32 + 1];

        assertThatThrownBy(() -> hkdf.expand(new byte[32], new byte[0], output))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("output is 8161 bytes, must be 0..8160");
    }
}
