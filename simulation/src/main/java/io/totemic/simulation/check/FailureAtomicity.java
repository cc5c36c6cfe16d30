/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * E4: processes that go from one ring to the same next one were told the same messages in between, and in the same order.
 *
 * <p>A ring whose synchronisation was not completed is not told to groups, so pairs are of rings told.
 */
public final class FailureAtomicity implements Checker {

    private record Passage(Trace.ProcessId process, List<MessageId> messages) {}

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final TreeMap<String, Passage> passages = new TreeMap<>();
        for (final Trace.ProcessId process : trace.processes()) {
            RingId ring = null;
            List<MessageId> messages = new ArrayList<>();
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.Delivered delivered) {
                    messages.add(delivered.message());
                } else if (event instanceof Trace.RingInstalled installed) {
                    if (ring != null) {
                        final Passage mine = new Passage(process, messages);
                        final Passage other = passages.putIfAbsent(ring + " to " + installed.ringId(), mine);
                        if (other != null && !other.messages().equals(messages)) {
                            violations.accept("from ring " + ring + " to " + installed.ringId() + " " + process
                                    + " was told " + messages.size() + " messages, " + other.process() + " "
                                    + other.messages().size() + firstDifference(messages, other.messages()));
                        }
                    }
                    ring = installed.ringId();
                    messages = new ArrayList<>();
                }
            }
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
