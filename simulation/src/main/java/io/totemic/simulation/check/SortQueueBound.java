/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * R4: a sort queue never holds more than its capacity; and while nothing is lost no more than some rotations can bring.
 *
 * <p>A frame of one rotation is covered by the aru of the next, by that of the one after it as well, and is then freed: so four windows are
 * the most, if nothing has to be sent again.
 */
public final class SortQueueBound implements RingInvariant {

    @Override
    public String id() {
        return "R4";
    }

    @Override
    public String property() {
        return "a sort queue does not overflow, and on a calm network holds what some rotations bring";
    }

    private static final int ROTATIONS = 4;

    @Override
    public BiConsumer<Trace.ProcessId, Trace.RingEvent> watch(final Trace trace, final Consumer<String> violations) {
        return (process, event) -> {
            if (event instanceof Trace.QueueGrown queue) {
                final int limit = trace.conditions() == Trace.Conditions.CALM && trace.windowFrames() > 0
                        ? Math.min(queue.capacity(), ROTATIONS * trace.windowFrames())
                        : queue.capacity();
                if (queue.frames() > limit) {
                    violations.accept(process + " has " + queue.frames()
                            + " places of its sort queue in use, must be at most " + limit);
                }
            }
        };
    }
}
