/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The quorate rings of a trace, and which ring comes before which. With options of votequorum only those rings that have a majority of the
 * configured votes: what else may be quorate may be so twice.
 *
 * <p>A ring comes before another if a node installed the one and later, perhaps after others and after a restart, the other. That is all
 * there is: messages are delivered in the configuration in which they were originated, so they carry no knowledge of a ring to
 * anybody who has not installed the same ones. A node stays the same over its restarts, since its events have an order even if it has
 * lost its disk.
 */
final class PrimaryHistory {

    /** One that somebody installed. */
    private static final class Ring {
        private final RingId id;
        private final Set<NodeId> installers = new LinkedHashSet<>();
        private final Set<Ring> next = new LinkedHashSet<>();

        private Ring(final RegularConfiguration configuration) {
            id = configuration.ringId();
        }
    }

    /** Two quorate rings of which none comes between the others. */
    record Pair(RingId first, RingId second, boolean isOrdered, Set<NodeId> common) {}

    private final Map<RingId, Ring> rings = new LinkedHashMap<>();

    private PrimaryHistory() {}

    /** Each quorate ring and the one after it, in an order that agrees with what comes before what. */
    static List<Pair> of(final Trace trace) {
        final PrimaryHistory history = new PrimaryHistory();
        history.read(trace);
        final List<Ring> quorate = history.inOrder();
        quorate.retainAll(history.quorate(trace));
        final List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < quorate.size(); i++) {
            final Ring first = quorate.get(i);
            final Ring second = quorate.get(i + 1);
            final Set<NodeId> common = new LinkedHashSet<>(first.installers);
            common.retainAll(second.installers);
            pairs.add(new Pair(first.id, second.id, isBefore(first, second), common));
        }
        return pairs;
    }

    private void read(final Trace trace) {
        // Incarnations of a node come in their order: the next one starts when the one before is gone.
        final Map<NodeId, Ring> lastOf = new HashMap<>();
        for (final Passage passage : trace.passages()) {
            final Ring ring = rings.computeIfAbsent(passage.ringId(), key -> new Ring(passage.regular()));
            final NodeId node = passage.process().node();
            ring.installers.add(node);
            final Ring last = lastOf.put(node, ring);
            if (last != null && last != ring) {
                last.next.add(ring);
            }
        }
    }

    private Set<Ring> quorate(final Trace trace) {
        final Set<Ring> quorate = new HashSet<>();
        final Set<RingId> majorities = trace.quorum().majorities();
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.RingInstalled installed
                        && installed.verdict() == QuorumVerdict.State.QUORATE
                        && (trace.quorum().isPlain() || majorities.contains(installed.ringId()))
                        && rings.containsKey(installed.ringId())) {
                    quorate.add(rings.get(installed.ringId()));
                }
            }
        }
        return quorate;
    }

    /** Who comes first is first; a cycle is another checker's matter, and its rings are left out. */
    private List<Ring> inOrder() {
        final Map<Ring, Integer> before = new HashMap<>();
        rings.values().forEach(ring -> ring.next.forEach(next -> before.merge(next, 1, Integer::sum)));
        final Deque<Ring> ready = new ArrayDeque<>();
        rings.values().stream().filter(ring -> !before.containsKey(ring)).forEach(ready::add);
        final List<Ring> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            final Ring ring = ready.pollFirst();
            ordered.add(ring);
            for (final Ring next : ring.next) {
                if (before.merge(next, -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        return ordered;
    }

    private static boolean isBefore(final Ring first, final Ring second) {
        final Set<Ring> seen = new HashSet<>(List.of(first));
        final Deque<Ring> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            for (final Ring next : open.pollFirst().next) {
                if (next == second) {
                    return true;
                }
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return false;
    }
}
