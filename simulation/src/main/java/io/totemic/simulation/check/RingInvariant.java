/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A property of the ring that is checked after every event, while the run goes on: it needs to know nothing that comes later. */
public interface RingInvariant extends Checker {

    /** One that is given all events of a trace while they happen, those of each process in their order. */
    BiConsumer<Trace.ProcessId, Trace.RingEvent> watch(Trace trace, Consumer<String> violations);

    @Override
    default void check(final Trace trace, final Consumer<String> violations) {
        final BiConsumer<Trace.ProcessId, Trace.RingEvent> watch = watch(trace, violations);
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            trace.ringEventsOf(process).forEach(event -> watch.accept(process, event));
        }
    }
}
