/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.tla;

import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.simulation.check.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the membership protocol of each node of a run has entered, as the TLA+ module {@code MembershipSteps}. */
final class MembershipSteps {

    private record Step(long atNs, String text) {}

    private final List<String> steps;

    /** These steps, as records of TLA+. */
    MembershipSteps(final List<String> steps) {
        this.steps = steps;
    }

    /** All steps of a run in the order of time. */
    static MembershipSteps of(final Trace trace) {
        final List<Step> steps = new ArrayList<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            final List<Trace.RingEvent> events = trace.ringEventsOf(process);
            for (final Trace.RingEvent event : events) {
                if (event instanceof Trace.StateEntered entered) {
                    steps.add(new Step(entered.atNs(), text(process, entered, events)));
                }
            }
        }
        // Stable: what one process enters at one time stays in its order.
        steps.sort(Comparator.comparingLong(Step::atNs));
        return new MembershipSteps(steps.stream().map(Step::text).toList());
    }

    private static String text(
            final Trace.ProcessId process, final Trace.StateEntered entered, final List<Trace.RingEvent> events) {
        final RingId ring = entered.ringId();
        NodeSet members = NodeSet.EMPTY;
        NodeSet transitional = NodeSet.EMPTY;
        if (entered.state() == StateName.OPERATIONAL) {
            for (final Trace.RingEvent event : events) {
                if (event instanceof Trace.Configured configured) {
                    if (configured.configuration() instanceof RegularConfiguration regular
                            && regular.ringId().equals(ring)) {
                        members = regular.members();
                    } else if (configured.configuration() instanceof TransitionalConfiguration along
                            && along.ringId().equals(ring)) {
                        transitional = along.members();
                    }
                }
            }
        }
        return String.format(
                "[node |-> %s, state |-> \"%s\", reason |-> %d, ring |-> <<%s, %d>>, members |-> %s, trans |-> %s]",
                process.node(),
                entered.state(),
                entered.reason() == null ? 99 : entered.reason().number(),
                ring.representative(),
                ring.seq(),
                set(members),
                set(transitional));
    }

    private static String set(final NodeSet nodes) {
        final List<String> ids = new ArrayList<>();
        nodes.forEach(node -> ids.add(node.toString()));
        return ids.stream().collect(Collectors.joining(", ", "{", "}"));
    }

    int count() {
        return steps.size();
    }

    /** The first steps only. */
    MembershipSteps first(final int count) {
        return new MembershipSteps(steps.subList(0, Math.min(count, steps.size())));
    }

    /** The last step, as the model reads it. */
    String last() {
        return steps.get(steps.size() - 1);
    }

    /** The module. */
    String module() {
        return "---- MODULE MembershipSteps ----\nSteps == <<\n" + String.join(",\n", steps) + "\n>>\n====\n";
    }
}
