/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed page is the catalogue; {@code -Dtotemic.writePages=true} writes it anew. */
final class ConfigurationPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void shouldEqualTheCatalogue() throws IOException {
        if (Boolean.getBoolean("totemic.writePages")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, ConfigKeys.markdown());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(ConfigKeys.markdown());
    }

    @Test
    void shouldKnowTheSectionOfEachKey() {
        assertThat(ConfigKeys.all()).isNotEmpty().allSatisfy(key -> assertThat(ConfigKeys.findSection(key.section()))
                .isPresent());
    }

    /** All keys of Corosync 3.1: what a file for it may say is never told of as unknown. */
    @Test
    void shouldKnowEachKeyOfCorosync() {
        final String totem = "version token token_coefficient token_warning token_retransmits_before_loss_const"
                + " token_retransmit hold join send_join consensus merge downcheck fail_recv_const seqno_unchanged_const"
                + " heartbeat_failures_allowed max_network_delay window_size max_messages miss_count_const netmtu threads"
                + " nodeid clear_node_high_bit cluster_name config_version transport ip_version ip_dscp block_unlisted_ips"
                + " cancel_token_hold_on_retransmit link_mode crypto_model crypto_cipher crypto_hash secauth keyfile key"
                + " knet_pmtud_interval knet_mtu knet_compression_model knet_compression_threshold knet_compression_level"
                + " rrp_mode vsftype";
        final String link = "linknumber ringnumber bindnetaddr mcastaddr broadcast ttl mcastport knet_link_priority"
                + " knet_ping_timeout knet_ping_interval knet_ping_precision knet_pong_count knet_transport";

        assertThat(totem.split(" "))
                .allSatisfy(key -> assertThat(ConfigKeys.find("totem", key)).isPresent());
        assertThat(link.split(" ")).allSatisfy(key -> assertThat(ConfigKeys.find("totem.interface", key))
                .isPresent());
    }

    @Test
    void shouldHaveEachKeyOnlyOnce() {
        assertThat(KeyTable.keys()).hasSameSizeAs(ConfigKeys.all());
    }

    @Test
    void shouldSayWhatTooSmallAndTooLargeMeanForEachTimer() {
        assertThat(ConfigKeys.all())
                .filteredOn(key -> key.effective() && key.unit().equals("ms"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.effect()).contains("Too small: ", "Too large: "));
    }

    @Test
    void shouldAcceptTheDefaultOfEachNumber() {
        assertThat(ConfigKeys.all())
                .filteredOn(key -> key.type().isNumber() && key.defaultText().matches("[0-9]+"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.violation(key.defaultText())).isEmpty());
    }
}
