/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.function.Consumer;

/**
 * E1e: a frame is delivered in the regular configuration of its ring or in the transitional one directly after it, and a message of
 * a group on the ring that the member was told of last.
 */
public final class ConfigurationOfOrigin implements Checker {

    @Override
    public String id() {
        return "E1e";
    }

    @Override
    public String property() {
        return "a frame is delivered in the configuration it was originated in, or in the transitional one after it";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            RingId current = null;
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured) {
                    if (configured.configuration() instanceof RegularConfiguration regular) {
                        current = regular.ringId();
                    }
                } else if (event instanceof Trace.FrameDelivered delivery
                        && !delivery.frame().ringId().equals(current)) {
                    violations.accept(process + " delivered " + delivery.frame() + " while on ring " + current);
                }
            }
        }
        MemberView.follow(trace, (view, event) -> {
            if (event instanceof Trace.Delivered delivered
                    && view.ring() != null
                    && !view.ring().ringId().equals(delivered.ringId())) {
                violations.accept(view.process() + " was told " + delivered.message() + " of ring " + delivered.ringId()
                        + " while on " + view.ring().ringId());
            }
        });
    }
}
