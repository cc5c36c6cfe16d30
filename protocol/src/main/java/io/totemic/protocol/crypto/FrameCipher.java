/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

/**
 * Authenticated encryption with one key at a time; both models of a suite make the same bytes. One thread at a time.
 *
 * <p>Text and associated data lie side by side in one array: first what is only authenticated, then what is encrypted, then
 * the tag. A pair of key and nonce must be sealed with once; whoever calls sees to it.
 *
 * <p>Source: NIST SP 800-38D; RFC 8439.
 */
public interface FrameCipher {

    int KEY_LENGTH = 32;
    int NONCE_LENGTH = 12;
    int TAG_LENGTH = 16;

    /**
     * From here on with this key.
     *
     * @param key {@link #KEY_LENGTH} bytes, copied
     */
    void key(byte[] key);

    /**
     * Encrypts in place and puts the tag behind the text.
     *
     * @param nonce {@link #NONCE_LENGTH} bytes, never used with this key before
     * @param offset where the associated data begins
     * @param dataLength bytes of associated data
     * @param textLength bytes of text behind them; {@link #TAG_LENGTH} more must fit
     */
    void seal(byte[] nonce, byte[] bytes, int offset, int dataLength, int textLength);

    /**
     * Decrypts into another array, from its beginning.
     *
     * @param offset where the associated data begins
     * @param dataLength bytes of associated data
     * @param textLength bytes of text, without the tag behind it
     * @param text takes the text; its content is undefined if the tag does not match
     * @return whether the tag matches
     */
    boolean open(byte[] nonce, byte[] bytes, int offset, int dataLength, int textLength, byte[] text);
}
