/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.AEADCipher;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** A cipher of Bouncy Castle's lightweight classes. */
final class BouncyCastleFrameCipher implements FrameCipher {

    private final AEADCipher cipher;
    private KeyParameter key;

    BouncyCastleFrameCipher(final CipherSuite suite) {
        cipher = suite == CipherSuite.AES_256_GCM
                ? GCMBlockCipher.newInstance(AESEngine.newInstance())
                : new ChaCha20Poly1305();
    }

    @Override
    public void key(final byte[] newKey) {
        key = new KeyParameter(newKey, 0, KEY_LENGTH);
    }

    @Override
    public void seal(
            final byte[] nonce, final byte[] bytes, final int offset, final int dataLength, final int textLength) {
        final int textAt = offset + dataLength;
        cipher.init(true, parameters(nonce));
        cipher.processAADBytes(bytes, offset, dataLength);
        try {
            final int done = cipher.processBytes(bytes, textAt, textLength, bytes, textAt);
            cipher.doFinal(bytes, textAt + done);
        } catch (final InvalidCipherTextException broken) {
            throw new IllegalStateException("a frame cannot be sealed", broken);
        }
    }

    @Override
    public boolean open(
            final byte[] nonce,
            final byte[] bytes,
            final int offset,
            final int dataLength,
            final int textLength,
            final byte[] text) {
        cipher.init(false, parameters(nonce));
        cipher.processAADBytes(bytes, offset, dataLength);
        try {
            final int done = cipher.processBytes(bytes, offset + dataLength, textLength + TAG_LENGTH, text, 0);
            cipher.doFinal(text, done);
            return true;
        } catch (final InvalidCipherTextException forged) {
            return false;
        }
    }

    private AEADParameters parameters(final byte[] nonce) {
        return new AEADParameters(key, TAG_LENGTH * Byte.SIZE, nonce);
    }
}
