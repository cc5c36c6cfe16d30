/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A cipher of the JDK's own provider. */
final class JdkFrameCipher implements FrameCipher {

    private final boolean isGcm;
    private final Cipher cipher;
    private final byte[] usedLast = new byte[NONCE_LENGTH];
    private SecretKeySpec key;

    JdkFrameCipher(final CipherSuite suite) {
        isGcm = suite == CipherSuite.AES_256_GCM;
        try {
            cipher = Cipher.getInstance(isGcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
        } catch (final GeneralSecurityException absent) {
            throw new IllegalStateException(
                    "this Java has no " + suite.title() + ": set totem.crypto_model to bouncycastle", absent);
        }
    }

    @Override
    public void key(final byte[] newKey) {
        key = new SecretKeySpec(newKey, 0, KEY_LENGTH, isGcm ? "AES" : "ChaCha20");
    }

    @Override
    public void seal(
            final byte[] nonce, final byte[] bytes, final int offset, final int dataLength, final int textLength) {
        final int textAt = offset + dataLength;
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters(nonce));
            cipher.updateAAD(bytes, offset, dataLength);
            cipher.doFinal(bytes, textAt, textLength, bytes, textAt);
            System.arraycopy(nonce, 0, usedLast, 0, NONCE_LENGTH);
        } catch (final GeneralSecurityException broken) {
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
        try {
            if (!isGcm) {
                forget(nonce);
            }
            cipher.init(Cipher.DECRYPT_MODE, key, parameters(nonce));
            cipher.updateAAD(bytes, offset, dataLength);
            cipher.doFinal(bytes, offset + dataLength, textLength + TAG_LENGTH, text, 0);
            return true;
        } catch (final AEADBadTagException forged) {
            return false;
        } catch (final GeneralSecurityException broken) {
            throw new IllegalStateException("a frame cannot be opened", broken);
        }
    }

    /**
     * The JDK refuses to open with ChaCha20 with the nonce that was used last, as if it were to seal. But whoever repeats a frame must
     * not make us fail; so it is made to look as if another had come between.
     */
    private void forget(final byte[] nonce) throws GeneralSecurityException {
        if (Arrays.equals(nonce, usedLast)) {
            usedLast[0]++;
            cipher.init(Cipher.DECRYPT_MODE, key, parameters(usedLast));
        }
        System.arraycopy(nonce, 0, usedLast, 0, NONCE_LENGTH);
    }

    private AlgorithmParameterSpec parameters(final byte[] nonce) {
        return isGcm ? new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce) : new IvParameterSpec(nonce);
    }
}
