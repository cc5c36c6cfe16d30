/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * E7b: when a safe frame is delivered in a regular configuration, all of its members have installed that and hold the frame.
 *
 * <p>That needs to know what came first on different nodes, so it is no property of traces of real ones.
 */
public final class SafeDelivery implements RingInvariant {

    @Override
    public String id() {
        return "E7b";
    }

    @Override
    public String property() {
        return "a safe frame is delivered in a regular configuration when all members have installed that and hold the frame";
    }

    private record Event(Trace.ProcessId process, Trace.RingEvent event) {}

    /** Who has installed which ring and holds which frames, and where each process is. */
    private static final class Holdings implements BiConsumer<Trace.ProcessId, Trace.RingEvent> {
        private final Map<RingId, Set<NodeId>> installed = new HashMap<>();
        private final Map<FrameId, Set<NodeId>> held = new HashMap<>();
        private final Map<Trace.ProcessId, RegularConfiguration> regular = new HashMap<>();
        private final Consumer<String> violations;

        private Holdings(final Consumer<String> violations) {
            this.violations = violations;
        }

        @Override
        public void accept(final Trace.ProcessId process, final Trace.RingEvent event) {
            if (event instanceof Trace.FrameHeld holding) {
                held.computeIfAbsent(holding.frame(), key -> new HashSet<>()).add(process.node());
            } else if (event instanceof Trace.Configured configured) {
                if (configured.configuration() instanceof RegularConfiguration ring) {
                    installed
                            .computeIfAbsent(ring.ringId(), key -> new HashSet<>())
                            .add(process.node());
                    regular.put(process, ring);
                } else {
                    regular.remove(process);
                }
            } else if (event instanceof Trace.FrameDelivered delivery
                    && delivery.frame().isSafe()
                    && regular.containsKey(process)) {
                onDelivered(process, delivery.frame(), regular.get(process));
            }
        }

        private void onDelivered(
                final Trace.ProcessId process, final FrameId frame, final RegularConfiguration configuration) {
            requireAll(installed.get(configuration.ringId()), process, frame, configuration, "has not installed it");
            requireAll(held.getOrDefault(frame, Set.of()), process, frame, configuration, "does not hold it");
        }

        private void requireAll(
                final Set<NodeId> those,
                final Trace.ProcessId process,
                final FrameId frame,
                final RegularConfiguration configuration,
                final String wrong) {
            final NodeSet members = configuration.members();
            for (final NodeId member : members) {
                if (!those.contains(member)) {
                    violations.accept(process + " delivered the safe frame " + frame
                            + " in the regular configuration of " + members + ", " + member + " " + wrong);
                }
            }
        }
    }

    @Override
    public BiConsumer<Trace.ProcessId, Trace.RingEvent> watch(final Trace trace, final Consumer<String> violations) {
        return new Holdings(violations);
    }

    /** Events of all processes in the order of virtual time. */
    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final List<Event> events = new ArrayList<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            trace.ringEventsOf(process).forEach(event -> events.add(new Event(process, event)));
        }
        events.sort(Comparator.comparingLong(each -> each.event().atNs()));
        final BiConsumer<Trace.ProcessId, Trace.RingEvent> watch = watch(trace, violations);
        events.forEach(each -> watch.accept(each.process(), each.event()));
    }
}
