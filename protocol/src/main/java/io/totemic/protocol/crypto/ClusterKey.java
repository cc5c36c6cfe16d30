/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import java.nio.charset.StandardCharsets;

/**
 * The secret that all nodes of a cluster share, as Corosync's authkey has it. Never used as a key itself: all that is used is
 * derived from it, for one purpose each. Not changed after it was made; safe from any thread.
 *
 * <p>Source: RFC 5869; corosync-keygen(8) for the sizes.
 */
public final class ClusterKey {

    /** Least bytes of a secret. */
    public static final int SECRET_MIN_BYTES = 128;

    /** Most bytes of a secret. */
    public static final int SECRET_MAX_BYTES = 4096;

    private static final byte[] SALT = ascii("totemic authkey 1");
    private static final byte[] PURPOSE_KEY_ID = ascii("totemic key id 1");

    private final byte[] pseudorandomKey;
    private final int keyId;

    /**
     * Of a secret, which may be cleared afterwards.
     *
     * @throws IllegalArgumentException if it is not 128..4096 bytes long
     */
    public ClusterKey(final byte[] secret) {
        if (secret.length < SECRET_MIN_BYTES || secret.length > SECRET_MAX_BYTES) {
            throw new IllegalArgumentException("the key is " + secret.length + " bytes long, must be "
                    + SECRET_MIN_BYTES + ".." + SECRET_MAX_BYTES);
        }
        final Hkdf hkdf = new Hkdf();
        pseudorandomKey = hkdf.extract(SALT, secret);
        final byte[] id = new byte[2];
        hkdf.expand(pseudorandomKey, PURPOSE_KEY_ID, id);
        final int derived = (id[0] & 0xFF) | ((id[1] & 0xFF) << 8);
        keyId = derived == 0 ? 1 : derived;
    }

    /**
     * A name of this key, 1..65535, which stands in every envelope: it tells a frame of another key from a damaged one. It follows
     * from the secret, so that nobody has to number keys, and says nothing about it.
     */
    public int keyId() {
        return keyId;
    }

    /** The same in hexadecimal, as operators are told it. */
    public String keyIdText() {
        return idText(keyId);
    }

    /** A key id in hexadecimal. */
    public static String idText(final int keyId) {
        return String.format("%04x", keyId);
    }

    void derive(final Hkdf hkdf, final byte[] purpose, final byte[] output) {
        hkdf.expand(pseudorandomKey, purpose, output);
    }

    /** Says nothing about the secret. */
    @Override
    public String toString() {
        return "key " + keyIdText();
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
