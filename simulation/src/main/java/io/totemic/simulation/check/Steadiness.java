/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RegularConfiguration;
import java.util.function.Consumer;

/**
 * While nobody crashes, is cut off or pauses, a ring of all stays, though frames get lost; and while nothing is lost, no message
 * waits for long.
 *
 * <p>One more ring is allowed: a token of which every retransmission is lost is rare, not impossible.
 */
public final class Steadiness implements Checker {

    private static final int RINGS_ALLOWED = 1;

    /** Rings form in a second or two. */
    private static final long FORMED_NS = 5_000_000_000L;

    /** A rotation of the slowest ring for each of the frames of a burst is less; the time a token is held is more. */
    private static final long LATENCY_NS = 130_000_000L;

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        if (trace.conditions() == Trace.Conditions.FAULTS) {
            return;
        }
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            int after = -1;
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular
                        && (after >= 0
                                || regular.members().size()
                                        == trace.ringProcesses().size())) {
                    after++;
                }
            }
            if (after > RINGS_ALLOWED) {
                violations.accept(process + " installed " + after + " rings after the first of all, without a fault");
            }
        }
        if (trace.conditions() == Trace.Conditions.CALM) {
            checkLatency(trace, violations);
        }
    }

    private static void checkLatency(final Trace trace, final Consumer<String> violations) {
        for (final Trace.ProcessId process : trace.processes()) {
            long previousNs = -1;
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.Delivered delivered && isOf(process, delivered.message())) {
                    final long sinceNs = trace.acceptedNs(delivered.message());
                    // The first of a burst is not behind others of its own.
                    if (sinceNs != previousNs && sinceNs > FORMED_NS && delivered.atNs() - sinceNs > LATENCY_NS) {
                        violations.accept(process + " was told its own " + delivered.message() + " after "
                                + (delivered.atNs() - sinceNs) / 1_000_000L + " ms on a calm network");
                    }
                    previousNs = sinceNs;
                }
            }
        }
    }

    private static boolean isOf(final Trace.ProcessId process, final MessageId message) {
        return message.node().equals(process.node()) && message.incarnation() == process.incarnation();
    }
}
