/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import java.util.Optional;

/** How frames are encrypted; the number stands in every envelope. Suite 0, in the clear, is none of these. */
public enum CipherSuite {
    /** AES in Galois/counter mode. Source: NIST SP 800-38D. */
    AES_256_GCM(1, "aes256", "AES-256-GCM"),
    /** The one to take where the processor has no instructions for AES. Source: RFC 8439. */
    CHACHA20_POLY1305(2, "chacha20", "ChaCha20-Poly1305");

    private final int id;
    private final String word;
    private final String title;

    CipherSuite(final int id, final String word, final String title) {
        this.id = id;
        this.word = word;
        this.title = title;
    }

    /** Its number in the envelope, 1..255. */
    public int id() {
        return id;
    }

    /** Its name in {@code totem.crypto_cipher}. */
    public String word() {
        return word;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** The suite of that name in {@code totem.crypto_cipher}; empty if there is none. */
    public static Optional<CipherSuite> of(final String word) {
        for (final CipherSuite suite : values()) {
            if (suite.word.equals(word)) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }
}
