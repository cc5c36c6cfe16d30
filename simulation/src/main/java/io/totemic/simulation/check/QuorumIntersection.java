/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * P3: any two quorate rings have a member in common, not only those in succession. With options of votequorum of those rings
 * that have a majority of the configured votes.
 */
public final class QuorumIntersection implements Checker {

    @Override
    public String id() {
        return "P3";
    }

    @Override
    public String property() {
        return "any two quorate rings have a member in common";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<RingId, NodeSet> quorate = new LinkedHashMap<>();
        final Set<RingId> majorities = trace.quorum().majorities();
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.RingInstalled installed
                        && installed.verdict() == QuorumVerdict.State.QUORATE
                        && (trace.quorum().isPlain() || majorities.contains(installed.ringId()))) {
                    quorate.put(installed.ringId(), installed.members());
                }
            }
        }
        final List<Map.Entry<RingId, NodeSet>> all = new ArrayList<>(quorate.entrySet());
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                if (all.get(i).getValue().and(all.get(j).getValue()).isEmpty()) {
                    violations.accept(
                            "rings " + all.get(i).getKey() + " of " + all.get(i).getValue() + " and "
                                    + all.get(j).getKey() + " of " + all.get(j).getValue()
                                    + " are quorate and have no member in common");
                }
            }
        }
    }
}
