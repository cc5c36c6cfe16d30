/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.membership.core.GatherReason;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * L7: on a calm network, where nodes only leave, no time-out runs out: who says that it goes is believed by members and by those whom it
 * only wanted to join.
 */
public final class Departure implements Checker {

    private static final Set<GatherReason> TIMEOUTS = EnumSet.of(
            GatherReason.CONSENSUS_TIMEOUT_DISAGREED,
            GatherReason.CONSENSUS_TIMEOUT_AGREED,
            GatherReason.TOKEN_LOST_IN_OPERATIONAL,
            GatherReason.TOKEN_LOST_IN_COMMIT,
            GatherReason.TOKEN_LOST_IN_RECOVERY);

    @Override
    public String id() {
        return "L7";
    }

    @Override
    public String property() {
        return "on a calm network nobody waits for a node that has said that it goes";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Trace.ProcessId process : trace.up()) {
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.StateEntered entered
                        && TIMEOUTS.contains(entered.reason())
                        && entered.atNs() >= trace.onlyLeavesFromNs()) {
                    violations.accept(
                            process + " has waited: " + entered.reason().text() + " at " + entered.atNs() + " ns");
                }
            }
        }
    }
}
