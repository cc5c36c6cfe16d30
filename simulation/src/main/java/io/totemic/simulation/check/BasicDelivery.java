/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * E1b to E1e and E2b: a frame is originated once, in the regular configuration of its ring; what is delivered was originated,
 * is delivered once, and in its ring's regular configuration or in the transitional one directly after it.
 */
public final class BasicDelivery implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Set<FrameId> originated = new HashSet<>();
        final Set<String> places = new HashSet<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.FrameOriginated origin) {
                    originated.add(origin.frame());
                    if (!places.add(
                            origin.frame().ringId() + ":" + origin.frame().seq())) {
                        violations.accept("a second frame was originated as " + origin.frame());
                    }
                }
            }
        }
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            RingId current = null;
            final Set<FrameId> delivered = new HashSet<>();
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured) {
                    if (configured.configuration() instanceof RegularConfiguration regular) {
                        current = regular.ringId();
                    } else if (configured.configuration() instanceof TransitionalConfiguration transitional
                            && !transitional.oldRingId().equals(current)) {
                        violations.accept(process + " left ring " + transitional.oldRingId() + " while on " + current);
                    }
                } else if (event instanceof Trace.FrameDelivered delivery) {
                    final FrameId frame = delivery.frame();
                    if (!frame.ringId().equals(current)) {
                        violations.accept(process + " delivered " + frame + " while on ring " + current);
                    }
                    if (!delivered.add(frame)) {
                        violations.accept(process + " delivered " + frame + " twice");
                    }
                    if (!originated.contains(frame) && trace.isWhollyKnown(frame.sender())) {
                        violations.accept(process + " delivered " + frame + ", which nobody originated");
                    }
                }
            }
        }
    }
}
