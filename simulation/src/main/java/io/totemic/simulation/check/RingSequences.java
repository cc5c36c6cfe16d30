/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The rings that a node installs grow younger, over its restarts too: what its disk is for. */
public final class RingSequences implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final TreeMap<NodeId, RingId> lastOf = new TreeMap<>();
        // Incarnations of a node come in their order: the next one starts when the one before is gone.
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            if (trace.isDiskLost(process)) {
                lastOf.remove(process.node());
            }
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular) {
                    final RingId last = lastOf.put(process.node(), regular.ringId());
                    if (last != null && !regular.ringId().isYoungerThan(last.seq())) {
                        violations.accept(process + " installed ring " + regular.ringId() + ", its node ring " + last
                                + " before");
                    }
                }
            }
        }
    }
}
