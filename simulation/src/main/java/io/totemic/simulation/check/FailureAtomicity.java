/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * E4: processes that go from one ring to the same next one were told the same messages in between, and in the same order.
 *
 * <p>A ring whose synchronisation was not completed is not told to groups, so two processes may go between the same two rings
 * by different ones; then neither is the other's companion, and groups are told that it left and came back.
 */
public final class FailureAtomicity implements Checker {

    private record Passage(Trace.ProcessId process, NodeSet companions, List<MessageId> messages) {

        private boolean isTogetherWith(final Passage other) {
            return companions.contains(other.process.node()) && other.companions.contains(process.node());
        }
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final TreeMap<String, List<Passage>> passages = new TreeMap<>();
        for (final Trace.ProcessId process : trace.processes()) {
            RingId ring = null;
            List<MessageId> messages = new ArrayList<>();
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.Delivered delivered) {
                    messages.add(delivered.message());
                } else if (event instanceof Trace.ViewChanged view
                        && view.left().stream().anyMatch(member -> member.node().equals(process.node()))) {
                    // It has left the group: what it is told from here on is compared again from the next ring on.
                    ring = null;
                } else if (event instanceof Trace.RingInstalled installed) {
                    if (ring != null) {
                        final String rings = ring + " to " + installed.ringId();
                        final Passage mine = new Passage(process, installed.companions(), messages);
                        final List<Passage> others = passages.computeIfAbsent(rings, key -> new ArrayList<>());
                        others.stream()
                                .filter(mine::isTogetherWith)
                                .forEach(other -> compare(rings, mine, other, violations));
                        others.add(mine);
                    }
                    ring = installed.ringId();
                    messages = new ArrayList<>();
                }
            }
        }
    }

    private static void compare(
            final String rings, final Passage mine, final Passage other, final Consumer<String> violations) {
        if (!other.messages().equals(mine.messages())) {
            violations.accept("from ring " + rings + " " + mine.process() + " was told "
                    + mine.messages().size() + " messages, " + other.process() + " "
                    + other.messages().size() + firstDifference(mine.messages(), other.messages()));
        }
    }

    private static String firstDifference(final List<MessageId> mine, final List<MessageId> others) {
        for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
            if (!mine.get(i).equals(others.get(i))) {
                return ", first different at " + i + ": " + mine.get(i) + " and " + others.get(i);
            }
        }
        return "";
    }
}
