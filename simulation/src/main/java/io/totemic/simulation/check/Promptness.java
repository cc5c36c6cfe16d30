/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * L4: while nothing is lost no message waits for longer than it takes to be ordered.
 */
public final class Promptness implements Checker {

    @Override
    public String id() {
        return "L4";
    }

    @Override
    public String property() {
        return "on a calm network no message waits for a token that is held";
    }

    /** Rings form in a second or two. */
    private static final long FORMED_NS = 5_000_000_000L;

    /** A rotation of the slowest ring for each of the frames of a burst is less; the time a token is held is more. */
    private static final long LATENCY_NS = 130_000_000L;

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        if (trace.conditions() != Trace.Conditions.CALM) {
            return;
        }
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
