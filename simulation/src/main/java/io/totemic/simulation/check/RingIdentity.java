/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * E2a, E2e and P3: a ring id names one member set and one verdict, whoever is told of a ring is in it, and any two quorate
 * rings have a member in common.
 */
public final class RingIdentity implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final TreeMap<String, Trace.RingInstalled> rings = new TreeMap<>();
        final TreeMap<String, NodeSet> quorate = new TreeMap<>();
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.RingInstalled installed) {
                    final String id = installed.ringId().toString();
                    if (!installed.members().contains(process.node())) {
                        violations.accept(process + " was told of ring " + id + " of " + installed.members());
                    }
                    final Trace.RingInstalled other = rings.putIfAbsent(id, installed);
                    if (other != null
                            && (!other.members().equals(installed.members())
                                    || other.verdict() != installed.verdict())) {
                        violations.accept("ring " + id + " is " + installed.members() + " " + installed.verdict()
                                + " to " + process + ", to another " + other.members() + " " + other.verdict());
                    }
                    if (installed.verdict() == QuorumVerdict.State.QUORATE) {
                        quorate.put(id, installed.members());
                    }
                }
            }
        }
        quorate.forEach((id, members) -> quorate.forEach((otherId, others) -> {
            if (id.compareTo(otherId) < 0 && members.and(others).isEmpty()) {
                violations.accept("rings " + id + " of " + members + " and " + otherId + " of " + others
                        + " are quorate and have no member in common");
            }
        }));
    }
}
