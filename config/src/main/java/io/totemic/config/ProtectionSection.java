/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The keys of section totem that are about protection. Corosync's names of today are taken and mean the suites of ours; names of
 * ciphers and hashes that protect badly or not at all are refused, and the message says what to write instead.
 *
 * <p>Source: corosync.conf(5), totem: secauth, crypto_model, crypto_cipher, crypto_hash, keyfile, key.
 */
final class ProtectionSection {

    private static final Set<String> OF_FEWER_BITS = Set.of("aes192", "aes128");
    private static final Set<String> HASHES = Set.of("sha256", "sha384", "sha512");
    private static final Set<String> MODELS_OF_COROSYNC = Set.of("nss", "openssl", "gcrypt");
    private static final String NONE = "none";

    private final Findings findings;
    private final SectionValues totem;

    ProtectionSection(final Findings findings, final SectionValues totem) {
        this.findings = findings;
        this.totem = totem;
    }

    /** Reports what does not protect, what is missing and what does not fit together. */
    void check() {
        if (totem.isBad("secauth")) {
            return;
        }
        checkCipher();
        checkHash();
        checkModel();
        checkKey();
    }

    private boolean isOn() {
        return totem.isOn("secauth");
    }

    private void checkCipher() {
        final String cipher = totem.text("crypto_cipher");
        if (!isOn()) {
            requireNone("crypto_cipher");
        } else if (cipher.equals(NONE)) {
            problem(
                    "crypto_cipher",
                    "is none, must be aes256 or chacha20, or totem.secauth: off must be written to run in the clear");
        } else if (OF_FEWER_BITS.contains(cipher)) {
            notice("crypto_cipher", "is " + cipher + ", but frames are encrypted with AES-256-GCM, as with aes256");
        } else if (CipherSuite.of(cipher).isEmpty()) {
            problem(
                    "crypto_cipher",
                    "is " + Place.shown(cipher)
                            + ", must be aes256 (AES-256-GCM) or chacha20 (ChaCha20-Poly1305), which are strong");
        }
    }

    private void checkHash() {
        final String hash = totem.text("crypto_hash");
        if (!isOn()) {
            requireNone("crypto_hash");
        } else if (hash.equals(NONE)) {
            problem(
                    "crypto_hash",
                    "is none, must be sha256 or absent: every frame is authenticated, by the tag of its cipher");
        } else if (!HASHES.contains(hash)) {
            problem("crypto_hash", "is " + Place.shown(hash) + ", must be sha256 or absent: it is weak or unknown");
        } else if (totem.isSet("crypto_hash")) {
            notice("crypto_hash", "has no effect: frames are authenticated by the tag of their cipher");
        }
    }

    /** Corosync encrypts if a cipher is written, whatever secauth says; here the two must say the same. */
    private void requireNone(final String key) {
        if (totem.isSet(key) && !totem.text(key).equals(NONE)) {
            problem(
                    key,
                    "is " + Place.shown(totem.text(key)) + ", must be none as totem.secauth is off in line "
                            + totem.line("secauth") + "; or that line must go");
        }
    }

    private void checkModel() {
        final String model = totem.text("crypto_model");
        if (MODELS_OF_COROSYNC.contains(model)) {
            notice("crypto_model", "is " + model + ", which is taken as jdk");
        } else if (!model.equals("jdk") && !model.equals("bouncycastle")) {
            problem("crypto_model", "is " + Place.shown(model) + ", must be jdk or bouncycastle");
        }
    }

    private void checkKey() {
        final boolean hasFile = totem.isSet("keyfile");
        final boolean hasText = totem.isSet("key");
        if (!isOn()) {
            withoutEffect("keyfile", "totem.secauth is off");
            withoutEffect("key", "totem.secauth is off");
        } else if (hasFile && totem.text("keyfile").isEmpty()) {
            problem("keyfile", "is empty, must be the path of a file that totemic keygen made");
        } else if (hasFile) {
            withoutEffect("key", "totem.keyfile comes first");
        } else if (hasText) {
            final int lengthBytes = totem.text("key").getBytes(StandardCharsets.UTF_8).length;
            if (lengthBytes < ClusterKey.SECRET_MIN_BYTES || lengthBytes > ClusterKey.SECRET_MAX_BYTES) {
                problem(
                        "key",
                        "has " + lengthBytes + " bytes, must have " + ClusterKey.SECRET_MIN_BYTES + ".."
                                + ClusterKey.SECRET_MAX_BYTES);
            } else {
                notice("key", "stands in this file: nobody but its owner should be able to read it");
            }
        }
    }

    /** The settings; only if nothing was reported. */
    ProtectionConfig build() {
        return new ProtectionConfig(
                isOn(),
                CipherSuite.of(totem.text("crypto_cipher")).orElse(CipherSuite.AES_256_GCM),
                totem.text("crypto_model").equals("bouncycastle") ? CryptoModel.BOUNCYCASTLE : CryptoModel.JDK,
                keySource());
    }

    private KeySource keySource() {
        if (!totem.isSet("keyfile") && totem.isSet("key")) {
            return KeySource.text(findings.file(), totem.line("key"), totem.text("key"));
        }
        return KeySource.file(findings.file(), totem.line("keyfile"), totem.text("keyfile"));
    }

    private void withoutEffect(final String key, final String why) {
        if (totem.isSet(key)) {
            notice(key, "has no effect: " + why);
        }
    }

    private void problem(final String key, final String rule) {
        findings.problem(totem.line(key), totem.path(key), rule);
    }

    private void notice(final String key, final String text) {
        findings.notice(totem.line(key), totem.path(key), text);
    }
}
