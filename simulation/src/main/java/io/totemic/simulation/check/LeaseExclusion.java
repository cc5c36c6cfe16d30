/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * P6: at no moment do two nodes hold quorum on two rings that are quorate by a majority, by the clock and not only in the order of causes: a
 * node that was cut off holds it no longer than the token time-out, and the others take longer than that to be quorate without it. A member of
 * both rings that died and came back within the token time-out has forgotten the first one, so of such two rings nothing is demanded.
 * Nor where the clock of a member of the later ring jumped while it had to wait: leases rest on clocks that run equally fast.
 */
public final class LeaseExclusion implements Checker {

    @Override
    public String id() {
        return "P6";
    }

    @Override
    public String property() {
        return "at no moment two rings hold a majority's quorum by their leases";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final List<LeaseHolding> all = new ArrayList<>();
        for (final Trace.ProcessId process : trace.quorum().processes()) {
            if (trace.isWhollyKnown(process.node())) {
                all.addAll(LeaseHolding.of(trace, process));
            }
        }
        all.removeIf(holding -> !holding.isMajority());
        all.sort(Comparator.comparingLong(LeaseHolding::fromNs));
        final Map<RingId, LeaseHolding> latest = new HashMap<>();
        for (final LeaseHolding next : all) {
            for (final LeaseHolding other : latest.values()) {
                if (!other.ringId().equals(next.ringId())
                        && other.toNs() > next.fromNs()
                        && !hasForgetfulMember(trace, other, next)
                        && !trace.quorum()
                                .hasClockJumped(
                                        next.members(),
                                        other.toNs() - trace.quorum().tokenNs(),
                                        next.fromNs())) {
                    violations.accept(next.process() + " held quorum on ring " + next.ringId() + " from "
                            + next.fromNs() + " ns on, and " + other.process() + " on ring " + other.ringId()
                            + " until "
                            + other.toNs() + " ns");
                }
            }
            final LeaseHolding before = latest.get(next.ringId());
            if (before == null || before.toNs() < next.toNs()) {
                latest.put(next.ringId(), next);
            }
        }
    }

    private static boolean hasForgetfulMember(final Trace trace, final LeaseHolding old, final LeaseHolding next) {
        for (final Map.Entry<Trace.ProcessId, Trace.Life> each : trace.lives().entrySet()) {
            final NodeId node = each.getKey().node();
            final long sinceNs = next.fromNs() - each.getValue().fromNs();
            if (old.members().contains(node)
                    && next.members().contains(node)
                    && each.getKey().incarnation() > 1
                    && sinceNs >= 0
                    && sinceNs < trace.quorum().tokenNs()) {
                return true;
            }
        }
        return false;
    }
}
