/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RegularConfiguration;
import java.util.function.Consumer;

/**
 * L3: while nobody crashes, is cut off or pauses, a ring of all stays, though frames get lost.
 *
 * <p>One more ring is allowed: a token of which every retransmission is lost is rare, not impossible.
 */
public final class Steadiness implements Checker {

    @Override
    public String id() {
        return "L3";
    }

    @Override
    public String property() {
        return "without a fault a ring of all stays";
    }

    private static final int RINGS_ALLOWED = 1;

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        if (trace.conditions() == Trace.Conditions.FAULTS) {
            return;
        }
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            int after = -1;
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular
                        && (after >= 0
                                || regular.members().size()
                                        == trace.ringProcesses().size())) {
                    after++;
                }
            }
            if (after > RINGS_ALLOWED) {
                violations.accept(process + " installed " + after + " rings after the first of all, without a fault");
            }
        }
    }
}
