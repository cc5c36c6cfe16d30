/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.config.ClusterConfig;
import io.totemic.protocol.NodeId;
import io.totemic.totem.link.AeronLinkSettings;
import io.totemic.totem.link.DataDestination;
import java.util.Optional;
import java.util.TreeMap;
import org.agrona.BitUtil;
import org.junit.jupiter.api.Test;

class WindowRuleTest {

    private static final int[] NETMTUS = {1280, 1500, 9000, 65535};

    @Test
    void shouldHoldForEveryLegalNumberOfMessages() {
        for (final int netmtu : NETMTUS) {
            for (int maxMessages = 1; maxMessages <= 16_382; maxMessages++) {
                final WindowRule rule = WindowRule.of(maxMessages, netmtu);

                assertThat(2L * rule.visitBytes()).isLessThanOrEqualTo(rule.windowBytes());
                assertThat(rule.windowBytes()).isBetween(2 * netmtu, WindowRule.LARGEST_WINDOW_BYTES);
                if (!rule.isLimiting()) {
                    assertThat((long) rule.visitBytes()).isGreaterThanOrEqualTo((long) maxMessages * netmtu);
                }
            }
        }
    }

    @Test
    void shouldNotLimitTheDefaults() {
        assertThat(WindowRule.of(17, 1500).isLimiting()).isFalse();
        assertThat(WindowRule.of(100, 9000).isLimiting()).isFalse();
        assertThat(WindowRule.of(16_000, 65535).isLimiting()).isTrue();
    }

    /** One byte more would double the logs of each stream, which are twelve times this. */
    @Test
    void shouldStayWithinAMebibyteByDefault() {
        assertThat(WindowRule.of(17, 29_620).windowBytes()).isLessThanOrEqualTo(1024 * 1024);
    }

    @Test
    void shouldGiveNoFrameLessRoomThanTheLinkHolds() {
        for (final int netmtu : NETMTUS) {
            for (final int maxMessages : new int[] {1, 17, 16_382}) {
                final WindowRule rule = WindowRule.of(maxMessages, netmtu);
                final int frameBytes = linkSettings(netmtu, rule.windowBytes()).maxFrameBytes();

                assertThat(WindowRule.of(maxMessages, frameBytes).visitBytes()).isLessThanOrEqualTo(rule.visitBytes());
            }
        }
    }

    @Test
    void shouldHaveRoomForTheHeadersOfSegments() {
        for (final int netmtu : NETMTUS) {
            for (final int maxMessages : new int[] {1, 17, 16_382}) {
                for (final int segmentBytes : new int[] {1_216, 1_472, 8_960}) {
                    final WindowRule rule = WindowRule.of(maxMessages, netmtu);
                    final int frameBytes =
                            linkSettings(netmtu, rule.windowBytes()).maxFrameBytes();
                    final int most = segmentBytes - 32;
                    final long sentBytes =
                            (long) frameBytes / most * segmentBytes + BitUtil.align(frameBytes % most + 32, 32);
                    final long frames = Math.min(maxMessages, rule.visitBytes() / frameBytes);

                    assertThat(2 * frames * sentBytes)
                            .as("%d frames of netmtu %d, segments of %d", frames, netmtu, segmentBytes)
                            .isLessThanOrEqualTo(rule.windowBytes());
                }
            }
        }
    }

    /** A node whose data frames were longer than its envelopes failed at its first message. */
    @Test
    void shouldHaveEnvelopesForTheLongestDataFrame() {
        final ClusterConfig config = ClusterConfig.fromText("""
                totem {
                    version: 2
                    secauth: off
                    netmtu: 65535
                }
                nodelist {
                    node {
                        nodeid: 1
                        ring0_addr: 127.0.0.1
                    }
                }
                """);
        for (final int netmtu : NETMTUS) {
            final int frameBytes = linkSettings(netmtu, 1 << 20).maxFrameBytes();

            assertThat(NodeSettings.of(config, NodeId.of(1), frameBytes).longestFrameBytes())
                    .isGreaterThanOrEqualTo(frameBytes);
        }
    }

    private static AeronLinkSettings linkSettings(final int netmtu, final int windowBytes) {
        final TreeMap<NodeId, String> addresses = new TreeMap<>();
        addresses.put(NodeId.of(1), "127.0.0.1");
        return new AeronLinkSettings(
                NodeId.of(1),
                addresses,
                6605,
                netmtu,
                windowBytes,
                new DataDestination.MultiDestination(),
                Optional.empty());
    }
}
