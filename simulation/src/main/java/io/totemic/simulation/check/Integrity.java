/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/** A message is delivered with the bytes that it was sent with: fragments are put together in full and in order. */
public final class Integrity implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.Damaged damaged) {
                    violations.accept(
                            process + " was told " + damaged.message() + " with other bytes than it was sent with");
                }
            }
        }
    }
}
