/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one process did from one regular configuration to the end of its transitional one.
 *
 * @param process whose
 * @param regular the regular configuration
 * @param transitional the transitional configuration after it, null if there was none any more
 * @param next the regular configuration after that, null if there was none any more
 * @param inRegular delivered in the regular configuration
 * @param inTransitional delivered in the transitional configuration
 * @param originated application frames originated in it; those of RECOVERY are not here
 */
record Passage(
        Trace.ProcessId process,
        RegularConfiguration regular,
        TransitionalConfiguration transitional,
        RegularConfiguration next,
        List<FrameId> inRegular,
        List<FrameId> inTransitional,
        List<FrameId> originated) {

    RingId ringId() {
        return regular.ringId();
    }

    NodeSet transitionalMembers() {
        return transitional == null ? NodeSet.EMPTY : transitional.members();
    }

    List<FrameId> delivered() {
        final List<FrameId> all = new ArrayList<>(inRegular);
        all.addAll(inTransitional);
        return all;
    }

    /** Whether it went from {@code old} to {@code young}. */
    boolean leads(final RingId old, final RingId young) {
        return next != null && ringId().equals(old) && next.ringId().equals(young);
    }

    /** All passages of a trace, process by process. */
    static List<Passage> of(final Trace trace) {
        final List<Passage> passages = new ArrayList<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            RegularConfiguration regular = null;
            TransitionalConfiguration transitional = null;
            List<FrameId> inRegular = new ArrayList<>();
            List<FrameId> inTransitional = new ArrayList<>();
            List<FrameId> originated = new ArrayList<>();
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.FrameDelivered delivery) {
                    (transitional == null ? inRegular : inTransitional).add(delivery.frame());
                } else if (event instanceof Trace.FrameOriginated origin) {
                    if (regular != null && origin.frame().ringId().equals(regular.ringId())) {
                        originated.add(origin.frame());
                    }
                } else if (event instanceof Trace.Configured configured) {
                    if (configured.configuration() instanceof TransitionalConfiguration change) {
                        transitional = change;
                    } else {
                        final RegularConfiguration next = (RegularConfiguration) configured.configuration();
                        if (regular != null) {
                            passages.add(new Passage(
                                    process, regular, transitional, next, inRegular, inTransitional, originated));
                        }
                        regular = next;
                        transitional = null;
                        inRegular = new ArrayList<>();
                        inTransitional = new ArrayList<>();
                        originated = new ArrayList<>();
                    }
                }
            }
            if (regular != null) {
                passages.add(new Passage(process, regular, transitional, null, inRegular, inTransitional, originated));
            }
        }
        return passages;
    }
}
