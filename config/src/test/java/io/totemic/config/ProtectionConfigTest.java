/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the file says about protection, and what is refused. */
class ProtectionConfigTest {

    private static final String LONG_TEXT = "0123456789abcdef".repeat(8);

    @TempDir
    private Path directory;

    @Test
    void shouldEncryptUnlessItIsSwitchedOff() {
        final ProtectionConfig protection = config().protection();

        assertThat(protection.isOn()).isTrue();
        assertThat(protection.suite()).isEqualTo(CipherSuite.AES_256_GCM);
        assertThat(protection.model()).isEqualTo(CryptoModel.JDK);
        assertThat(protection.key()).hasToString("/etc/corosync/authkey");
        assertThat(config("secauth: off").protection().isOn()).isFalse();
        assertThat(config("secauth: off", "crypto_cipher: none", "crypto_hash: none")
                        .protection()
                        .isOn())
                .isFalse();
    }

    /** Where a second key is read from while the first one is live; one that stands in the configuration has no place beside it. */
    @Test
    void shouldNameTheFileOfTheNextKey() throws IOException {
        final Path file = directory.resolve("authkey");
        final KeySource next =
                config("keyfile: " + file).protection().key().next().orElseThrow();

        assertThat(next.path()).contains(directory.resolve("authkey.next"));
        assertThatThrownBy(next::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("corosync.conf:3: totem.keyfile is " + file + ".next, which does not exist");
        Files.write(file.resolveSibling("authkey.next"), new byte[128]);
        Files.setPosixFilePermissions(
                file.resolveSibling("authkey.next"), PosixFilePermissions.fromString("r--------"));
        assertThat(next.load().keyId()).isEqualTo(new ClusterKey(new byte[128]).keyId());
        assertThat(config().protection().key().next().orElseThrow().path())
                .contains(Path.of("/etc/corosync/authkey.next"));
        assertThat(config("key: " + LONG_TEXT).protection().key().next()).isEmpty();
    }

    /** As cluster shells of today write it. */
    @Test
    void shouldTakeCorosyncsNames() {
        final ClusterConfig config =
                config("crypto_cipher: aes256", "crypto_hash: sha256", "crypto_model: nss", "keyfile: /a/b");

        assertThat(config.protection().suite()).isEqualTo(CipherSuite.AES_256_GCM);
        assertThat(config.protection().model()).isEqualTo(CryptoModel.JDK);
        assertThat(config.protection().key()).hasToString("/a/b");
        assertThat(config.notices())
                .extracting(ConfigNotice::key)
                .containsExactly("totem.crypto_hash", "totem.crypto_model");
        assertThat(config("crypto_cipher: aes128").protection().suite()).isEqualTo(CipherSuite.AES_256_GCM);
        assertThat(config("crypto_cipher: chacha20", "crypto_model: bouncycastle")
                        .protection())
                .extracting(ProtectionConfig::suite, ProtectionConfig::model)
                .containsExactly(CipherSuite.CHACHA20_POLY1305, CryptoModel.BOUNCYCASTLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            crypto_cipher: 3des | totem.crypto_cipher is 3des, must be aes256 (AES-256-GCM) or chacha20 (ChaCha20-Poly1305), which are strong
            crypto_cipher: none | totem.crypto_cipher is none, must be aes256 or chacha20, or totem.secauth: off must be written to run in the clear
            crypto_hash: md5 | totem.crypto_hash is md5, must be sha256 or absent: it is weak or unknown
            crypto_hash: sha1 | totem.crypto_hash is sha1, must be sha256 or absent: it is weak or unknown
            crypto_hash: none | totem.crypto_hash is none, must be sha256 or absent: every frame is authenticated, by the tag of its cipher
            crypto_model: des | totem.crypto_model is des, must be jdk or bouncycastle
            keyfile: | totem.keyfile is empty, must be the path of a file that totemic keygen made
            key: secret | totem.key has 6 bytes, must have 128..4096
            """)
    void shouldRefuseWhatDoesNotProtect(final String line, final String problem) {
        final ParsedConfig parsed = CorosyncConfParser.parse("f", text(line));

        assertThat(parsed.problems()).extracting(ConfigProblem::toString).containsExactly("f:3: " + problem);
    }

    @Test
    void shouldReadTheKeyFromItsFile() throws IOException {
        final Path file = keyFile(256, "r--------");

        assertThat(config("keyfile: " + file).protection().key().load().keyId())
                .isEqualTo(new ClusterKey(new byte[256]).keyId());
    }

    @Test
    void shouldReadTheKeyFromTheConfiguration() {
        final ClusterConfig config = config("key: " + LONG_TEXT);

        assertThat(config.protection().key().load().keyId()).isBetween(1, 65_535);
        assertThat(config.toString()).doesNotContain(LONG_TEXT);
        assertThat(config.notices()).hasSize(1).noneSatisfy(notice -> assertThat(notice.toString())
                .contains(LONG_TEXT));
    }

    @Test
    void shouldPreferTheFile() throws IOException {
        final Path file = keyFile(200, "rw-------");
        final ClusterConfig config = config("key: " + LONG_TEXT, "keyfile: " + file);

        assertThat(config.protection().key().load().keyId()).isEqualTo(new ClusterKey(new byte[200]).keyId());
        assertThat(config.notices()).extracting(ConfigNotice::key).containsExactly("totem.key");
    }

    @Test
    void shouldRefuseAKeyFileThatOthersMayRead() throws IOException {
        for (final String mode : List.of("r--r-----", "rw-rw----", "r-----r--", "r------w-")) {
            final Path file = keyFile(256, mode);
            assertThatThrownBy(
                            () -> config("keyfile: " + file).protection().key().load())
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("corosync.conf:3: totem.keyfile is " + file + ", whose mode is " + mode
                            + ", must be r-------- (0400): others than its owner may read or change it");
        }
    }

    @Test
    void shouldRefuseAKeyFileOfAWrongSize() throws IOException {
        for (final int size : new int[] {0, 127, 4097}) {
            final Path file = keyFile(size, "r--------");
            assertThatThrownBy(
                            () -> config("keyfile: " + file).protection().key().load())
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("corosync.conf:3: totem.keyfile is " + file + ", which has " + size
                            + " bytes, must have 128..4096");
        }
    }

    @Test
    void shouldSayWhatToDoWithoutAKeyFile() {
        assertThatThrownBy(() -> config("keyfile: " + directory.resolve("none"))
                        .protection()
                        .key()
                        .load())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "corosync.conf:3: totem.keyfile is " + directory.resolve("none") + ", which does not exist: ")
                .hasMessageContaining("totemic keygen")
                .hasMessageContaining("totem.secauth: off");
        assertThatThrownBy(
                        () -> config("keyfile: " + directory).protection().key().load())
                .hasMessageContaining("which is no file");
    }

    private static ClusterConfig config(final String... lines) {
        return ClusterConfig.fromText(text(lines));
    }

    private static String text(final String... lines) {
        return "totem {\nversion: 2\n" + String.join("\n", lines) + "\n}\n" + Texts.nodes(1);
    }

    private Path keyFile(final int size, final String mode) throws IOException {
        final Path file = Files.createTempFile(directory, "authkey", "");
        Files.write(file, new byte[size]);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
