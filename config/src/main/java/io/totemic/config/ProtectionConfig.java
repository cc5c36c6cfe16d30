/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.CryptoModel;
import java.util.Objects;

/**
 * How frames are protected.
 *
 * <p>Source: corosync.conf(5), totem: secauth, crypto_cipher, crypto_model, keyfile, key.
 *
 * @param isOn false only if {@code secauth: off} is written
 * @param suite what they are encrypted with, if they are
 * @param model whose ciphers are used
 * @param key where the key of the cluster comes from
 */
public record ProtectionConfig(boolean isOn, CipherSuite suite, CryptoModel model, KeySource key) {

    public ProtectionConfig {
        Objects.requireNonNull(suite, "suite");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(key, "key");
    }
}
