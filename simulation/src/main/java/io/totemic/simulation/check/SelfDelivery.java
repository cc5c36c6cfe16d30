/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** E3: a process that has not failed is told every message that was accepted from it, once the run has drained. */
public final class SelfDelivery implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Trace.ProcessId process : trace.processes()) {
            if (trace.isCrashed(process)) {
                continue;
            }
            final Set<MessageId> told = new HashSet<>();
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.Delivered delivered) {
                    told.add(delivered.message());
                }
            }
            for (final MessageId message : trace.acceptedOf(process)) {
                if (!told.contains(message)) {
                    violations.accept(process + " was never told its own " + message);
                }
            }
        }
    }
}
