/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happened in one run of a named schedule. */
record Run(long seed, Trace trace) {

    /** The rings that the member of {@code node} was told of, over all its incarnations. */
    List<Trace.RingInstalled> ringsOf(final int node) {
        final List<Trace.RingInstalled> rings = new ArrayList<>();
        for (final Trace.ProcessId process : trace.processes()) {
            if (process.node().equals(NodeId.of(node))) {
                rings.addAll(ringsOf(process));
            }
        }
        return rings;
    }

    /** The rings that the member of {@code node} was told of in a part of the run. */
    List<Trace.RingInstalled> ringsOf(final int node, final Duration from, final Duration to) {
        return ringsOf(node).stream()
                .filter(ring -> ring.atNs() >= from.toNanos() && ring.atNs() <= to.toNanos())
                .toList();
    }

    /** The rings that one incarnation was told of. */
    List<Trace.RingInstalled> ringsOf(final Trace.ProcessId process) {
        return trace.eventsOf(process).stream()
                .filter(Trace.RingInstalled.class::isInstance)
                .map(Trace.RingInstalled.class::cast)
                .toList();
    }

    /** How long after {@code from} the member of {@code node} was first told of a ring of exactly {@code members}. */
    Duration untilToldOf(final NodeSet members, final int node, final Duration from) {
        return ringsOf(node).stream()
                .filter(ring -> ring.atNs() >= from.toNanos() && ring.members().equals(members))
                .map(ring -> Duration.ofNanos(ring.atNs()).minus(from))
                .findFirst()
                .orElse(Duration.ofDays(1));
    }

    /** How long after {@code from} the member on {@code node} was first told of a view with members on exactly these nodes. */
    Duration untilSeesMembersOn(final NodeSet nodes, final int node, final Duration from) {
        return trace.processes().stream()
                .filter(process -> process.node().equals(NodeId.of(node)))
                .flatMap(process -> trace.eventsOf(process).stream())
                .filter(event -> event.atNs() >= from.toNanos()
                        && event instanceof Trace.ViewChanged view
                        && NodeSet.copyOf(view.members().stream()
                                        .map(GroupMember::node)
                                        .toList())
                                .equals(nodes))
                .map(event -> Duration.ofNanos(event.atNs()).minus(from))
                .min(Duration::compareTo)
                .orElse(Duration.ofDays(1));
    }

    /** The nodes on which the member of the first incarnation of {@code node} saw members last. */
    NodeSet lastMembersSeenOn(final int node) {
        return trace.eventsOf(process(node, 1)).stream()
                .filter(Trace.ViewChanged.class::isInstance)
                .map(Trace.ViewChanged.class::cast)
                .reduce((before, after) -> after)
                .map(view -> NodeSet.copyOf(
                        view.members().stream().map(GroupMember::node).toList()))
                .orElse(NodeSet.EMPTY);
    }

    /** How long after {@code from} the first incarnation of {@code node} first installed a ring of exactly {@code members}. */
    Duration untilOnRingOf(final NodeSet members, final int node, final Duration from) {
        return untilOnRingOf(members, process(node, 1), from);
    }

    /** The same of any incarnation; its member may join the group later. */
    Duration untilOnRingOf(final NodeSet members, final Trace.ProcessId process, final Duration from) {
        return trace.ringEventsOf(process).stream()
                .filter(event -> event.atNs() >= from.toNanos()
                        && event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular
                        && regular.members().equals(members))
                .map(event -> Duration.ofNanos(event.atNs()).minus(from))
                .findFirst()
                .orElse(Duration.ofDays(1));
    }

    /** The messages that one incarnation was told, in its order. */
    List<MessageId> messagesTold(final Trace.ProcessId process) {
        return trace.eventsOf(process).stream()
                .filter(Trace.Delivered.class::isInstance)
                .map(event -> ((Trace.Delivered) event).message())
                .toList();
    }

    /** The messages that one incarnation was told in a part of the run. */
    List<MessageId> messagesTold(final Trace.ProcessId process, final Duration from, final Duration to) {
        return trace.eventsOf(process).stream()
                .filter(Trace.Delivered.class::isInstance)
                .map(Trace.Delivered.class::cast)
                .filter(message -> message.atNs() >= from.toNanos() && message.atNs() <= to.toNanos())
                .map(Trace.Delivered::message)
                .toList();
    }

    /** The longest time in a part of the run in which one incarnation was told no message. */
    Duration longestSilence(final Trace.ProcessId process, final Duration from, final Duration to) {
        long longestNs = 0;
        long lastNs = from.toNanos();
        for (final Trace.Event event : trace.eventsOf(process)) {
            if (event instanceof Trace.Delivered delivered
                    && delivered.atNs() >= from.toNanos()
                    && delivered.atNs() <= to.toNanos()) {
                longestNs = Math.max(longestNs, delivered.atNs() - lastNs);
                lastNs = delivered.atNs();
            }
        }
        return Duration.ofNanos(Math.max(longestNs, to.toNanos() - lastNs));
    }

    /** One incarnation of a node, the first being 1. */
    static Trace.ProcessId process(final int node, final int incarnation) {
        return new Trace.ProcessId(NodeId.of(node), incarnation);
    }
}
