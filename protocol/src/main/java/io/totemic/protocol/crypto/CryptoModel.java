/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

/** Whose ciphers are used. The bytes on the wire are the same, so that nodes of one ring may differ. */
public enum CryptoModel {
    /** Those of the JDK, which use the processor's instructions. */
    JDK,
    /** Those of Bouncy Castle, in plain Java: about twenty times slower. */
    BOUNCYCASTLE;

    /** A cipher that has no key yet. */
    FrameCipher cipher(final CipherSuite suite) {
        return this == JDK ? new JdkFrameCipher(suite) : new BouncyCastleFrameCipher(suite);
    }
}
