/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** Derives keys with HMAC and SHA-256. Source: RFC 5869. */
final class Hkdf {

    private final HKDFBytesGenerator generator = new HKDFBytesGenerator(SHA256Digest.newInstance());

    /** Concentrates what is secret in {@code input}, however it is spread. */
    byte[] extract(final byte[] salt, final byte[] input) {
        return generator.extractPRK(salt, input);
    }

    /** Fills {@code output}, at most 8160 bytes, with what follows from the key and from what it is for. */
    void expand(final byte[] pseudorandomKey, final byte[] purpose, final byte[] output) {
        generator.init(HKDFParameters.skipExtractParameters(pseudorandomKey, purpose));
        generator.generateBytes(output, 0, output.length);
    }
}
