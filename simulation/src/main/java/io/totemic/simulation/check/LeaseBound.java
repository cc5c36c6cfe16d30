/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.List;
import java.util.function.Consumer;

/**
 * P7: who was told that it is quorate is told otherwise, or has another token, within the token time-out and what a turn of its loop may take
 * more; unless it is stopped or slow, when only the clock of the lease can tell.
 */
public final class LeaseBound implements Checker {

    /** What alarms may be late on a node that is not slow. */
    private static final long LATE_NS = 100_000_000L;

    @Override
    public String id() {
        return "P7";
    }

    @Override
    public String property() {
        return "without a token a verdict of quorum stands no longer than the token time-out";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final long boundNs = trace.quorum().tokenNs() + LATE_NS;
        for (final Trace.ProcessId process : trace.quorum().processes()) {
            if (!trace.isWhollyKnown(process.node()) || trace.quorum().isDisturbed(process.node())) {
                continue;
            }
            final List<QuorumTrace.Told> told = trace.quorum().toldTo(process);
            for (int i = 0; i < told.size(); i++) {
                final QuorumTrace.Told each = told.get(i);
                if (each.isQuorate() && i + 1 < told.size()) {
                    check(trace, process, each, told.get(i + 1).atNs(), boundNs, violations);
                }
            }
        }
    }

    private static void check(
            final Trace trace,
            final Trace.ProcessId process,
            final QuorumTrace.Told told,
            final long untilNs,
            final long boundNs,
            final Consumer<String> violations) {
        long lastNs = told.atNs();
        for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
            if (event.atNs() >= untilNs) {
                break;
            }
            if (event.atNs() > told.atNs() && event instanceof Trace.TokenAccepted) {
                report(process, lastNs, event.atNs(), boundNs, violations);
                lastNs = event.atNs();
            }
        }
        report(process, lastNs, untilNs, boundNs, violations);
    }

    private static void report(
            final Trace.ProcessId process,
            final long lastNs,
            final long nextNs,
            final long boundNs,
            final Consumer<String> violations) {
        if (nextNs - lastNs > boundNs) {
            violations.accept(
                    process + " was quorate for " + (nextNs - lastNs) / 1_000_000 + " ms without a token, at most "
                            + boundNs / 1_000_000 + " ms are allowed, until " + nextNs + " ns");
        }
    }
}
