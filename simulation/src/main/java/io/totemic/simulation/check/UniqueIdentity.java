/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * E2e: installations with equal identifiers have equal members: regular ones of a ring, transitional ones between two rings; and the tally's
 * verdict on a ring is the same to everybody.
 */
public final class UniqueIdentity implements Checker {

    @Override
    public String id() {
        return "E2e";
    }

    @Override
    public String property() {
        return "a ring id has one member set and one verdict";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<RingId, NodeSet> regular = new HashMap<>();
        final Map<List<RingId>, NodeSet> transitional = new HashMap<>();
        for (final Passage passage : trace.passages()) {
            compare(
                    "ring",
                    passage,
                    regular.putIfAbsent(passage.ringId(), passage.regular().members()),
                    passage.regular().members(),
                    violations);
            if (passage.transitional() != null) {
                final NodeSet members = passage.transitionalMembers();
                compare(
                        "what comes after ring",
                        passage,
                        transitional.putIfAbsent(
                                Arrays.asList(
                                        passage.ringId(), passage.transitional().ringId()),
                                members),
                        members,
                        violations);
            }
        }
        final Map<RingId, Trace.RingInstalled> told = new HashMap<>();
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.RingInstalled installed) {
                    final Trace.RingInstalled other = told.putIfAbsent(installed.ringId(), installed);
                    if (other != null
                            && (!other.members().equals(installed.members())
                                    || other.verdict() != installed.verdict())) {
                        violations.accept("ring " + installed.ringId() + " is " + installed.members() + " "
                                + installed.verdict() + " to " + process + ", to another " + other.members() + " "
                                + other.verdict());
                    }
                }
            }
        }
    }

    private static void compare(
            final String what,
            final Passage passage,
            final NodeSet others,
            final NodeSet mine,
            final Consumer<String> violations) {
        if (others != null && !others.equals(mine)) {
            violations.accept(what + " " + passage.ringId() + " is " + mine + " to " + passage.process()
                    + ", to another " + others);
        }
    }
}
