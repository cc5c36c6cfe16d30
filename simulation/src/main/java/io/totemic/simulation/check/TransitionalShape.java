/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * E2f: if a process goes from one ring over a transitional configuration to the next, the members of that are exactly those members of
 * the old ring who go the same way or failed on it, and are on both rings.
 *
 * <p>Who has failed on the way had agreed to the new ring, as its state COMMIT shows, and then died or gave the attempt up when others
 * had installed it already. To those it has failed: none of them may take it along from the new ring.
 */
public final class TransitionalShape implements Checker {

    @Override
    public String id() {
        return "E2f";
    }

    @Override
    public String property() {
        return "the members of a transitional configuration are those who go the same way, or who failed on it";
    }

    /** The passages of a trace, where they are looked for. */
    private static final class Ways {
        private final Map<RingId, List<Passage>> from = new HashMap<>();
        private final Map<Trace.ProcessId, List<Passage>> of = new HashMap<>();
        private final Trace trace;

        private Ways(final Trace trace) {
            this.trace = trace;
            for (final Passage passage : trace.passages()) {
                from.computeIfAbsent(passage.ringId(), key -> new ArrayList<>()).add(passage);
                of.computeIfAbsent(passage.process(), key -> new ArrayList<>()).add(passage);
            }
        }

        private Passage after(final Passage passage) {
            final List<Passage> own = of.get(passage.process());
            final int next = own.indexOf(passage) + 1;
            return next < own.size() ? own.get(next) : null;
        }

        private boolean hasAgreed(final Passage other, final RegularConfiguration ring) {
            return trace.ringEventsOf(other.process()).stream()
                    .anyMatch(event -> event instanceof Trace.StateEntered entered
                            && entered.state() == StateName.COMMIT
                            && entered.ringId().equals(ring.ringId()));
        }
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Ways ways = new Ways(trace);
        for (final Passage passage : trace.passages()) {
            if (passage.next() != null && passage.transitional() != null) {
                checkMembers(passage, ways, violations);
            }
        }
    }

    private static void checkMembers(final Passage passage, final Ways ways, final Consumer<String> violations) {
        final NodeSet members = passage.transitionalMembers();
        final String way = passage.process() + " went from " + passage.regular().members() + " by " + members + " to "
                + passage.next().members() + " (" + passage.ringId() + " to "
                + passage.next().ringId() + ")";
        if (!members.isSubsetOf(passage.regular().members())
                || !members.isSubsetOf(passage.next().members())) {
            violations.accept(way);
            return;
        }
        final List<Passage> others = ways.from.get(passage.ringId());
        for (final Passage other : others) {
            if (other.leads(passage.ringId(), passage.next().ringId())
                    && !members.contains(other.process().node())) {
                violations.accept(way + ", " + other.process() + " came too");
            }
        }
        for (final NodeId member : members) {
            final Passage other = others.stream()
                    .filter(each -> each.process().node().equals(member))
                    .findFirst()
                    .orElse(null);
            if (!ways.trace.isWhollyKnown(member)
                    || (other != null
                            && other.leads(passage.ringId(), passage.next().ringId()))) {
                continue;
            }
            if (other == null || !ways.hasAgreed(other, passage.next())) {
                violations.accept(way + ", " + member + " was never on the way");
            }
            final Passage after = ways.after(passage);
            if (after != null
                    && after.next() != null
                    && after.transitionalMembers().contains(member)) {
                violations.accept(way + " and took " + member + " along from there, who had failed on the way");
            }
        }
    }
}
