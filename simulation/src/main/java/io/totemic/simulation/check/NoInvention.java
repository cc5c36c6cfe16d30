/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * E1b: every frame that is delivered has exactly one origination, on its ring and before it.
 *
 * <p>That there is but one is {@link SingleOrigin}, that it comes before is {@link AcyclicCausality}: a delivery that waits for its
 * origination stops the walk.
 */
public final class NoInvention implements Checker {

    @Override
    public String id() {
        return "E1b";
    }

    @Override
    public String property() {
        return "what is delivered was originated before, on its ring";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Set<FrameId> originated = new HashSet<>();
        trace.passages().forEach(passage -> originated.addAll(passage.originated()));
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.FrameDelivered delivered && !originated.contains(delivered.frame())) {
                    violations.accept(process + " delivered " + delivered.frame() + ", which nobody originated");
                }
            }
        }
    }
}
