/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.config.ClusterConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigurationTextTest {

    @Test
    void shouldBeReadByTotemic() {
        final ClusterConfig config = ClusterConfig.fromText(
                ConfigurationText.totemic(new Setting(true, 9000, 3), List.of("window_size: 300")));

        assertThat(config.totem().netmtuBytes()).isEqualTo(29_620);
        assertThat(config.totem().windowSizeMessages()).isEqualTo(300);
    }

    @Test
    void shouldGiveCorosyncItsTransportAndCipher() {
        final String plain =
                ConfigurationText.corosync("udpu", new Setting(false, 9000, 3), List.of(), "/tmp/corosync.log");
        final String encrypted =
                ConfigurationText.corosync("knet", new Setting(true, 9000, 3), List.of(), "/tmp/corosync.log");

        assertThat(plain).contains("transport: udpu\n", "crypto_cipher: none\n", "netmtu: 9000\n");
        // knet finds the MTU by itself
        assertThat(encrypted)
                .contains("transport: knet\n", "crypto_cipher: aes256\n", "crypto_hash: sha256\n")
                .doesNotContain("netmtu");
    }
}
