/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives keys with HMAC and SHA-256. The JDK's HMAC, whoever's ciphers are used: Bouncy Castle's jar is signed, and its signature
 * alone takes a node's start a tenth of a second to check. Source: RFC 5869.
 */
final class Hkdf {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HASH_BYTES = 32;
    private static final int MAX_OUTPUT_BYTES = 255 * HASH_BYTES;

    private final Mac mac;

    Hkdf() {
        try {
            mac = Mac.getInstance(ALGORITHM);
        } catch (final GeneralSecurityException absent) {
            throw new IllegalStateException("this Java has no " + ALGORITHM + ", which every Java must have", absent);
        }
    }

    /** Concentrates what is secret in {@code input}, however it is spread. */
    byte[] extract(final byte[] salt, final byte[] input) {
        // No salt is as many zeros as a hash has bytes, section 2.2; the JDK has no empty keys.
        use(salt.length == 0 ? new byte[HASH_BYTES] : salt);
        return mac.doFinal(input);
    }

    /** Fills {@code output}, at most 8160 bytes, with what follows from the key and from what it is for. */
    void expand(final byte[] pseudorandomKey, final byte[] purpose, final byte[] output) {
        if (output.length > MAX_OUTPUT_BYTES) {
            throw new IllegalArgumentException("output is " + output.length + " bytes, must be 0.." + MAX_OUTPUT_BYTES);
        }
        use(pseudorandomKey);
        final byte[] block = new byte[HASH_BYTES];
        for (int at = 0; at < output.length; at += HASH_BYTES) {
            if (at > 0) {
                mac.update(block);
            }
            mac.update(purpose);
            mac.update((byte) (at / HASH_BYTES + 1));
            finish(block);
            System.arraycopy(block, 0, output, at, Math.min(HASH_BYTES, output.length - at));
        }
    }

    private void use(final byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (final GeneralSecurityException refused) {
            throw new IllegalStateException(ALGORITHM + " refuses a key of " + key.length + " bytes", refused);
        }
    }

    private void finish(final byte[] block) {
        try {
            mac.doFinal(block, 0);
        } catch (final ShortBufferException tooShort) {
            throw new IllegalStateException(ALGORITHM + " does not fit " + HASH_BYTES + " bytes", tooShort);
        }
    }
}
