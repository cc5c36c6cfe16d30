/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.LinkFault;
import io.totemic.membership.core.MembershipEffect;
import io.totemic.membership.core.MembershipSettings;
import io.totemic.protocol.NodeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The membership protocol's log lines, in Corosync's words, and its counters. */
final class MembershipLog {

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");

    private long gatherEntered;
    private long operationalEntered;

    long gatherEntered() {
        return gatherEntered;
    }

    long operationalEntered() {
        return operationalEntered;
    }

    /** On an installed ring no token came for the token time-out. */
    void tokenLost(final MembershipSettings settings) {
        TOTEM.info(
                "A processor failed, forming new configuration: token timed out ({}ms), waiting {}ms for consensus.",
                TimeUnit.NANOSECONDS.toMillis(settings.tokenNs()),
                TimeUnit.NANOSECONDS.toMillis(settings.consensusNs()));
    }

    /** A link keeps rings apart. */
    void linkFault(final LinkFault fault) {
        TOTEM.info("{}", fault);
    }

    /** A node comes and goes. */
    void heldOff(final MembershipEffect.HeldOff effect) {
        TOTEM.info(
                "node {} was lost or left out too often, it is not tried again for {}ms",
                effect.node(),
                TimeUnit.NANOSECONDS.toMillis(effect.holdNs()));
    }

    void entered(final MembershipEffect.StateEntered effect) {
        switch (effect.state()) {
            case GATHER -> {
                gatherEntered++;
                final GatherReason reason = effect.reason();
                TOTEM.debug("entering GATHER state from {}({}).", reason.number(), reason.text());
            }
            case OPERATIONAL -> {
                operationalEntered++;
                TOTEM.debug("entering OPERATIONAL state.");
                TOTEM.info(
                        "A new membership ({}) was formed. Members{}{}",
                        effect.ringId(),
                        listed(" joined: ", effect.joined()),
                        listed(" left: ", effect.left()));
                if (!effect.failed().isEmpty()) {
                    TOTEM.info("Failed to receive the leave message. failed: {}", effect.failed());
                }
            }
            case COMMIT, RECOVERY -> TOTEM.debug("entering {} state.", effect.state());
        }
    }

    private static String listed(final String title, final NodeSet nodes) {
        return nodes.isEmpty() ? "" : title + nodes;
    }
}
