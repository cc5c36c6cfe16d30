/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * L5: while links are missing and nothing else happens, rings settle: after the bound none is formed any more, the members of each hear
 * each other, and no two rings could be one.
 */
public final class Settling implements Checker {

    @Override
    public String id() {
        return "L5";
    }

    @Override
    public String property() {
        return "while nothing changes, whatever links are missing, rings come to rest: fully connected, and no two that could be one";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Trace.Standstill standstill = trace.standstill();
        if (standstill == null) {
            return;
        }
        final SortedMap<NodeId, RegularConfiguration> last = new TreeMap<>();
        final List<NodeSet> formed = new ArrayList<>();
        for (final Trace.ProcessId process : trace.up()) {
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular
                        && event.atNs() <= standstill.untilNs()) {
                    last.put(process.node(), regular);
                    if (event.atNs() > standstill.fromNs()) {
                        formed.add(regular.members());
                    }
                    if (event.atNs() > standstill.settledNs()) {
                        violations.accept(process + " installed ring " + regular + " at " + event.atNs()
                                + " ns, after the bound at " + standstill.settledNs() + " ns");
                    }
                }
            }
        }
        final List<NodeSet> rings = last.values().stream()
                .map(RegularConfiguration::members)
                .distinct()
                .toList();
        for (int i = 0; i < rings.size(); i++) {
            // A ring that was there before lives on, if its token still goes round.
            if (formed.contains(rings.get(i)) && !standstill.isFullyConnected(rings.get(i))) {
                violations.accept("not all members of ring " + rings.get(i) + " hear each other");
            }
            for (int j = 0; j < i; j++) {
                if (standstill.isFullyConnected(rings.get(i).plus(rings.get(j)))) {
                    violations.accept("rings " + rings.get(j) + " and " + rings.get(i) + " could be one");
                }
            }
        }
        for (final Map.Entry<NodeId, RegularConfiguration> each : last.entrySet()) {
            for (final NodeId member : each.getValue().members()) {
                if (!last.containsKey(member)
                        || !each.getValue().ringId().equals(last.get(member).ringId())) {
                    violations.accept(each.getKey() + " is on ring " + each.getValue() + ", " + member + " on "
                            + last.get(member));
                }
            }
        }
    }
}
