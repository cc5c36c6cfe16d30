/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * L6: while nothing changes, whatever links are missing, and however many nodes are started, a ring whose members hear each other only
 * grows: nobody who does not hear one of them can make the others leave it behind.
 */
public final class Cohesion implements Checker {

    @Override
    public String id() {
        return "L6";
    }

    @Override
    public String property() {
        return "while nothing changes but that nodes are started, a ring whose members hear each other goes on whole";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Trace.Standstill standstill = trace.standstill();
        if (standstill == null) {
            return;
        }
        final SortedMap<NodeId, List<RegularConfiguration>> ringsOf = new TreeMap<>();
        final Map<RingId, NodeSet> installedBy = new LinkedHashMap<>();
        for (final Trace.ProcessId process : trace.up()) {
            final List<RegularConfiguration> rings = new ArrayList<>();
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular
                        && event.atNs() > standstill.linksFromNs()
                        && event.atNs() <= standstill.untilNs()) {
                    rings.add(regular);
                    installedBy.merge(regular.ringId(), NodeSet.of(process.node()), NodeSet::plus);
                }
            }
            ringsOf.put(process.node(), rings);
        }
        for (final Map.Entry<NodeId, List<RegularConfiguration>> each : ringsOf.entrySet()) {
            for (int i = 1; i < each.getValue().size(); i++) {
                final RegularConfiguration ring = each.getValue().get(i - 1);
                final RegularConfiguration next = each.getValue().get(i);
                if (installedBy.get(ring.ringId()).equals(ring.members())
                        && standstill.isFullyConnected(ring.members())
                        && !ring.members().isSubsetOf(next.members())) {
                    violations.accept(
                            each.getKey() + " went from ring " + ring + ", whose members hear each other, to ring "
                                    + next + " without " + ring.members().minus(next.members()));
                }
            }
        }
    }
}
