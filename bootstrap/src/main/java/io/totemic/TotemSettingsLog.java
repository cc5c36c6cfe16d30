/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.config.TotemConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The effective values of section totem as debug lines when a node starts, in Corosync's words. */
final class TotemSettingsLog {

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");

    private TotemSettingsLog() {}

    static void log(final TotemConfig totem) {
        TOTEM.debug("Token Timeout ({} ms) retransmit timeout ({} ms)", totem.tokenMs(), totem.tokenRetransmitMs());
        if (totem.tokenWarningPercent() > 0) {
            TOTEM.debug(
                    "Token warning every {} ms ({}% of Token Timeout)",
                    (long) totem.tokenMs() * totem.tokenWarningPercent() / 100, totem.tokenWarningPercent());
        } else {
            TOTEM.debug("Token warnings disabled");
        }
        TOTEM.debug(
                "token hold ({} ms) retransmits before loss ({} retrans)",
                totem.holdMs(),
                totem.tokenRetransmitsBeforeLoss());
        TOTEM.debug(
                "join ({} ms) send_join ({} ms) consensus ({} ms) merge ({} ms)",
                totem.joinMs(),
                totem.sendJoinMs(),
                totem.consensusMs(),
                totem.mergeMs());
        TOTEM.debug("fail to recv const ({} msgs)", totem.failRecvConst());
        TOTEM.debug(
                "seqno unchanged const ({} rotations) Maximum network MTU {}",
                totem.seqnoUnchangedConst(),
                totem.netmtuBytes());
        TOTEM.debug(
                "window size per rotation ({} messages) maximum messages per rotation ({} messages)"
                        + " accelerated window ({} messages)",
                totem.windowSizeMessages(),
                totem.maxMessages(),
                totem.acceleratedWindowMessages());
        TOTEM.debug("missed count const ({} messages)", totem.missCountConst());
        TOTEM.debug("heartbeat_failures_allowed ({})", totem.heartbeatFailuresAllowed());
        TOTEM.debug("max_network_delay ({} ms)", totem.maxNetworkDelayMs());
        if (totem.heartbeatMs() > 0) {
            TOTEM.debug("total heartbeat_timeout ({} ms)", totem.heartbeatMs());
        } else {
            TOTEM.debug("HeartBeat is Disabled. To enable set heartbeat_failures_allowed > 0");
        }
    }
}
