/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.List;

/**
 * From when to when a process held quorum: it was told that it is quorate, had not been told otherwise, and had a token of that ring, and since
 * the one before that no more than the token time-out has passed. See {@link io.totemic.protocol.QuorumLease}.
 */
record LeaseHolding(
        Trace.ProcessId process, RingId ringId, NodeSet members, boolean isMajority, long fromNs, long toNs) {

    /** All of a process, in order; they do not overlap. */
    static List<LeaseHolding> of(final Trace trace, final Trace.ProcessId process) {
        final List<LeaseHolding> holdings = new ArrayList<>();
        final List<QuorumTrace.Told> told = trace.quorum().toldTo(process);
        for (int i = 0; i < told.size(); i++) {
            final QuorumTrace.Told each = told.get(i);
            if (each.isQuorate() && each.ringId() != null) {
                final Trace.Life life = trace.lives().get(process);
                final long untilNs = i + 1 < told.size() ? told.get(i + 1).atNs() : life.toNs();
                add(trace, process, each, untilNs, holdings);
            }
        }
        return holdings;
    }

    private static void add(
            final Trace trace,
            final Trace.ProcessId process,
            final QuorumTrace.Told told,
            final long untilNs,
            final List<LeaseHolding> holdings) {
        final long tokenNs = trace.quorum().tokenNs();
        final boolean isMajority = trace.quorum().isMajority(told.status().explanation());
        long lastNs = -1;
        long fromNs = -1;
        long toNs = -1;
        for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
            if (event.atNs() > untilNs) {
                break;
            }
            if (!(event instanceof Trace.TokenAccepted token) || !token.ringId().equals(told.ringId())) {
                continue;
            }
            final long startNs = Math.max(told.atNs(), token.atNs());
            final long endNs = lastNs < 0 ? -1 : Math.min(untilNs, lastNs + tokenNs);
            lastNs = token.atNs();
            if (endNs <= startNs) {
                continue;
            }
            if (fromNs >= 0 && startNs > toNs) {
                holdings.add(
                        new LeaseHolding(process, told.ringId(), told.status().members(), isMajority, fromNs, toNs));
                fromNs = startNs;
            }
            fromNs = fromNs < 0 ? startNs : fromNs;
            toNs = Math.max(toNs, endNs);
        }
        if (fromNs >= 0) {
            holdings.add(new LeaseHolding(process, told.ringId(), told.status().members(), isMajority, fromNs, toNs));
        }
    }
}
