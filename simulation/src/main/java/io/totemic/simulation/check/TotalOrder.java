/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * E6 and E1d: there is one order of the messages of a ring, each process is told a part of it in that order, and nothing twice.
 */
public final class TotalOrder implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        // Position of each message in its ring: frame, then place within the frame as first seen by anybody.
        final Map<String, TreeMap<Long, MessageId>> orders = new TreeMap<>();
        for (final Trace.ProcessId process : trace.processes()) {
            final Set<MessageId> seen = new HashSet<>();
            RingId ring = null;
            long last = -1;
            int withinFrame = 0;
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (!(event instanceof Trace.Delivered delivered)) {
                    continue;
                }
                if (!seen.add(delivered.message())) {
                    violations.accept(process + " was told " + delivered.message() + " twice");
                }
                final long frame = Integer.toUnsignedLong(delivered.seq()) << 16;
                if (!delivered.ringId().equals(ring)) {
                    ring = delivered.ringId();
                    last = -1;
                }
                withinFrame = last >>> 16 == frame >>> 16 ? withinFrame + 1 : 0;
                final long position = frame + withinFrame;
                if (position <= last) {
                    violations.accept(process + " was told " + delivered.message() + " out of order on ring " + ring);
                }
                last = position;
                final MessageId other = orders.computeIfAbsent(ring.toString(), key -> new TreeMap<>())
                        .putIfAbsent(position, delivered.message());
                if (other != null && !other.equals(delivered.message())) {
                    violations.accept("on ring " + ring + " frame " + delivered.seq() + " " + process + " was told "
                            + delivered.message() + ", another " + other);
                }
            }
        }
    }
}
