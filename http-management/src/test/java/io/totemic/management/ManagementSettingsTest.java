/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as operators write them. */
final class ManagementSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7626, 127.0.0.1, 7626",
        "node-a:0, node-a, 0",
        ":8080, 127.0.0.1, 8080",
        "[::1]:7626, ::1, 7626"
    })
    void shouldReadHostAndPort(final String text, final String host, final int port) {
        assertThat(ManagementSettings.parse(text)).isEqualTo(ManagementSettings.at(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7626", "host", "host:", "host:x", "host:65536", "host:-1", "::1:7626"})
    void shouldSayWhatIsWrongWithAnAddress(final String text) {
        assertThatThrownBy(() -> ManagementSettings.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HTTP ");
    }

    @Test
    void shouldWriteIpv6InBrackets() {
        assertThat(ManagementSettings.at("::1", 7626).address()).isEqualTo("[::1]:7626");
    }
}
