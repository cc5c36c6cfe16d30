/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.Configuration;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * E2b: a process begins with a configuration; regular and transitional ones follow each other in turn, a transitional one after the
 * ring that it names; and what is originated is originated on the regular one in force.
 *
 * <p>A frame of RECOVERY is originated on a ring that is not installed yet. It belongs to no configuration, so nobody may deliver it.
 */
public final class Bracketing implements Checker {

    @Override
    public String id() {
        return "E2b";
    }

    @Override
    public String property() {
        return "a process originates and delivers in configurations: regular, transitional, regular, and so on";
    }

    /** Where one process stands. */
    private static final class Place {
        private RingId ringId;
        private boolean isTransitional;
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<FrameId, Trace.ProcessId> outside = new HashMap<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            final Place place = new Place();
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured) {
                    checkTurn(process, place, configured.configuration(), violations);
                } else if (event instanceof Trace.FrameOriginated origin) {
                    if (place.isTransitional || !origin.frame().ringId().equals(place.ringId)) {
                        outside.put(origin.frame(), process);
                    }
                } else if (event instanceof Trace.FrameDelivered delivery && place.ringId == null) {
                    violations.accept(
                            process + " delivered " + delivery.frame() + " before it had installed any configuration");
                }
            }
        }
        if (outside.isEmpty()) {
            return;
        }
        for (final Passage passage : trace.passages()) {
            for (final FrameId frame : passage.delivered()) {
                if (outside.containsKey(frame)) {
                    violations.accept(passage.process() + " delivered " + frame + ", which " + outside.get(frame)
                            + " originated outside the regular configuration of its ring");
                }
            }
        }
    }

    private static void checkTurn(
            final Trace.ProcessId process,
            final Place place,
            final Configuration configuration,
            final Consumer<String> violations) {
        if (configuration instanceof TransitionalConfiguration transitional) {
            if (place.isTransitional || !transitional.oldRingId().equals(place.ringId)) {
                violations.accept(process + " installed the transitional configuration after ring "
                        + transitional.oldRingId() + " while on " + (place.isTransitional ? "that after " : "ring ")
                        + place.ringId);
            }
            place.isTransitional = true;
        } else if (configuration instanceof RegularConfiguration regular) {
            if (place.ringId != null && !place.isTransitional) {
                violations.accept(process + " went from ring " + place.ringId + " to " + regular.ringId()
                        + " without a transitional configuration");
            }
            place.ringId = regular.ringId();
            place.isTransitional = false;
        }
    }
}
