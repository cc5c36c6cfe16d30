/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.Configuration;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came before what on the rings of a trace: an event is before the later ones of its process, and the origination of a frame
 * before its deliveries.
 *
 * <p>A walk takes the events of all processes in an order that agrees with this. In a second kind of walk all installations of one
 * configuration are taken at once, in a third one all deliveries of one frame too. A walk that comes to no end has found a cycle.
 * Who can be walked in the third way can be in the others, so most traces are walked once.
 *
 * <p>Frames of RECOVERY are originated before their ring is installed and delivered nowhere: they are left out.
 */
final class CausalHistory {

    private enum Kind {
        ORIGINATED,
        DELIVERED,
        CONFIGURED
    }

    /** Events that a walk takes at once are of one node. */
    private static final class Node {
        private final Object what;
        private boolean isOriginated;
        private boolean hasOrigin;
        private int expected;
        private int arrived;
        private int lastCounted = -1;

        private Node(final Object what) {
            this.what = what;
        }
    }

    private record Step(Kind kind, Node node, boolean isFirst) {}

    /** The events of one process, and how far a walk has come. */
    private static final class Chain {
        private final Trace.ProcessId process;
        private final List<Step> steps = new ArrayList<>();
        private int next;
        private boolean hasArrived;

        private Chain(final Trace.ProcessId process) {
            this.process = process;
        }

        private Step current() {
            return steps.get(next);
        }
    }

    private final List<Chain> chains = new ArrayList<>();
    private final Map<Object, Node> nodes = new LinkedHashMap<>();
    private final List<String> unordered = new ArrayList<>();
    private String cycle;
    private String cycleOfConfigurations;
    private String cycleOfOrder;

    private CausalHistory() {}

    static CausalHistory of(final Trace trace) {
        final CausalHistory history = new CausalHistory();
        history.read(trace);
        history.cycleOfOrder = history.walk(true, true, new CausalClocks(trace, history.unordered));
        if (history.cycleOfOrder != null) {
            history.cycleOfConfigurations = history.walk(true, false, new CausalClocks(trace, new ArrayList<>()));
            history.unordered.clear();
            history.cycle = history.walk(false, false, new CausalClocks(trace, history.unordered));
        }
        return history;
    }

    /** Where causality runs in a circle; null if it does not. */
    String cycle() {
        return cycle;
    }

    /** Where it does if all installations of a configuration are one place; null if it does not. */
    String cycleOfConfigurations() {
        return cycleOfConfigurations;
    }

    /** Where it does if, besides, all deliveries of a frame are one place; null if it does not. */
    String cycleOfOrder() {
        return cycleOfOrder;
    }

    /** Deliveries before something that they depend on. */
    List<String> unordered() {
        return unordered;
    }

    private void read(final Trace trace) {
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            final Chain chain = new Chain(process);
            final int number = chains.size();
            chains.add(chain);
            RegularConfiguration regular = null;
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.FrameDelivered delivered) {
                    add(chain, number, Kind.DELIVERED, node(delivered.frame()));
                } else if (event instanceof Trace.FrameOriginated originated) {
                    if (regular != null && originated.frame().ringId().equals(regular.ringId())) {
                        final Node node = node(originated.frame());
                        node.hasOrigin = true;
                        chain.steps.add(new Step(Kind.ORIGINATED, node, true));
                    }
                } else if (event instanceof Trace.Configured configured) {
                    if (configured.configuration() instanceof RegularConfiguration installed) {
                        regular = installed;
                    }
                    add(chain, number, Kind.CONFIGURED, node(nameOf(configured.configuration())));
                }
            }
        }
    }

    private static void add(final Chain chain, final int number, final Kind kind, final Node node) {
        // A second one of the same process is another checker's matter; this one must not wait for it.
        final boolean isFirst = node.lastCounted != number;
        if (isFirst) {
            node.lastCounted = number;
            node.expected++;
        }
        chain.steps.add(new Step(kind, node, isFirst));
    }

    private Node node(final Object what) {
        return nodes.computeIfAbsent(what, Node::new);
    }

    /** What tells one configuration from another, without its members: those must be equal. */
    private static Object nameOf(final Configuration configuration) {
        if (configuration instanceof TransitionalConfiguration transitional) {
            return Arrays.asList(transitional.oldRingId(), transitional.ringId());
        }
        return ((RegularConfiguration) configuration).ringId();
    }

    /** Returns where the walk stopped, null if it came to the end. */
    private String walk(final boolean joinsConfigurations, final boolean joinsDeliveries, final CausalClocks clocks) {
        nodes.values().forEach(node -> {
            node.isOriginated = !node.hasOrigin;
            node.arrived = 0;
        });
        final List<Chain> open = new ArrayList<>(chains);
        open.forEach(chain -> {
            chain.next = 0;
            chain.hasArrived = false;
        });
        boolean isMoving = true;
        while (isMoving && !open.isEmpty()) {
            isMoving = false;
            for (final Chain chain : open) {
                isMoving |= advance(chain, joinsConfigurations, joinsDeliveries, clocks);
            }
            open.removeIf(chain -> chain.next == chain.steps.size());
        }
        return open.isEmpty() ? null : describe(open);
    }

    private static boolean advance(
            final Chain chain,
            final boolean joinsConfigurations,
            final boolean joinsDeliveries,
            final CausalClocks clocks) {
        final int before = chain.next;
        boolean hasArrivedNow = false;
        while (chain.next < chain.steps.size()) {
            final Step step = chain.current();
            final Node node = step.node();
            if (step.kind() == Kind.ORIGINATED) {
                node.isOriginated = true;
                clocks.originated(chain.process, (FrameId) node.what);
            } else {
                if (step.kind() == Kind.DELIVERED && !node.isOriginated) {
                    break;
                }
                final boolean isJoint = step.kind() == Kind.DELIVERED ? joinsDeliveries : joinsConfigurations;
                if (isJoint && step.isFirst()) {
                    if (!chain.hasArrived) {
                        chain.hasArrived = true;
                        hasArrivedNow = true;
                        node.arrived++;
                    }
                    if (node.arrived < node.expected) {
                        break;
                    }
                }
                if (step.kind() == Kind.DELIVERED) {
                    clocks.delivered(chain.process, (FrameId) node.what);
                } else if (node.what instanceof RingId) {
                    clocks.installed(chain.process);
                }
            }
            chain.next++;
            chain.hasArrived = false;
        }
        return chain.next > before || hasArrivedNow;
    }

    private static String describe(final List<Chain> stuck) {
        final StringBuilder text = new StringBuilder();
        for (final Chain chain : stuck) {
            final Step step = chain.current();
            text.append(text.isEmpty() ? "" : ", ")
                    .append(chain.process)
                    .append(step.kind() == Kind.DELIVERED ? " at frame " : " at configuration ")
                    .append(step.node().what);
        }
        return text.toString();
    }
}
