/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * R2: the sequences of the rings that a node installs grow, over its restarts too: what its disk is for. Without its disk it may begin anew.
 */
public final class RingSequences implements RingInvariant {

    @Override
    public String id() {
        return "R2";
    }

    @Override
    public String property() {
        return "the rings of a node grow younger, over its restarts too";
    }

    @Override
    public BiConsumer<Trace.ProcessId, Trace.RingEvent> watch(final Trace trace, final Consumer<String> violations) {
        final Map<NodeId, Integer> incarnations = new HashMap<>();
        final Map<NodeId, RingId> lastOf = new HashMap<>();
        return (process, event) -> {
            if (event instanceof Trace.Configured configured
                    && configured.configuration() instanceof RegularConfiguration regular) {
                // Incarnations of a node come in their order: the next one starts when the one before is gone.
                final Integer before = incarnations.put(process.node(), process.incarnation());
                if (before != null && hasLostDisk(trace, process, before)) {
                    lastOf.remove(process.node());
                }
                final RingId last = lastOf.put(process.node(), regular.ringId());
                if (last != null && !regular.ringId().isYoungerThan(last.seq())) {
                    violations.accept(
                            process + " installed ring " + regular.ringId() + ", its node ring " + last + " before");
                }
            }
        };
    }

    /** Since incarnation {@code before} of its node, over such as installed no ring. */
    private static boolean hasLostDisk(final Trace trace, final Trace.ProcessId process, final int before) {
        for (int incarnation = process.incarnation(); incarnation > before; incarnation--) {
            if (trace.isDiskLost(new Trace.ProcessId(process.node(), incarnation))) {
                return true;
            }
        }
        return false;
    }
}
