/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DerivedTimeoutsTest {

    @Test
    void shouldDeriveForTwoNodes() {
        final TotemConfig totem = TotemConfig.defaults(2);

        assertThat(totem.tokenMs()).isEqualTo(3000);
        assertThat(totem.tokenRetransmitMs()).isEqualTo(714);
        assertThat(totem.holdMs()).isEqualTo(561);
        assertThat(totem.consensusMs()).isEqualTo(3600);
    }

    @Test
    void shouldDeriveForThreeNodes() {
        final TotemConfig totem = TotemConfig.defaults(3);

        assertThat(totem.configuredTokenMs()).isEqualTo(3000);
        assertThat(totem.tokenMs()).isEqualTo(3650);
        assertThat(totem.tokenRetransmitMs()).isEqualTo(869);
        assertThat(totem.holdMs()).isEqualTo(685);
        assertThat(totem.consensusMs()).isEqualTo(4380);
    }

    @Test
    void shouldDeriveForThreeNodesWithShorterToken() {
        final TotemConfig totem =
                ClusterConfig.fromText(Texts.cluster(3, "token: 1000")).totem();

        assertThat(totem.configuredTokenMs()).isEqualTo(1000);
        assertThat(totem.tokenMs()).isEqualTo(1650);
        assertThat(totem.tokenRetransmitMs()).isEqualTo(392);
        assertThat(totem.holdMs()).isEqualTo(303);
        assertThat(totem.consensusMs()).isEqualTo(1980);
    }

    @Test
    void shouldNotShortenTheTokenOfOneNode() {
        assertThat(TotemConfig.defaults(1).tokenMs()).isEqualTo(3000);
    }

    @Test
    void shouldHoldOneTickLessThanFourFifthsOfTheShortestRetransmit() {
        assertThat(DerivedTimeouts.holdMs(30)).isEqualTo(14);
    }

    @Test
    void shouldRefuseDefaultsWithoutNodes() {
        assertThatThrownBy(() -> TotemConfig.defaults(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
