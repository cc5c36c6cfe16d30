/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * E1c: a frame is originated once, by one process, on one ring; and a message of a group has one place in the order.
 *
 * <p>A message that was cut off by a change of rings is sent again from its begin on the next one. Then nobody may have been told of
 * it on the first.
 */
public final class SingleOrigin implements Checker {

    @Override
    public String id() {
        return "E1c";
    }

    @Override
    public String property() {
        return "a frame is originated once, and a message has one place";
    }

    private record Place(RingId ringId, int seq) {}

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Set<Place> places = new HashSet<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.FrameOriginated origin
                        && !places.add(new Place(
                                origin.frame().ringId(), origin.frame().seq()))) {
                    violations.accept("a second frame was originated as " + origin.frame());
                }
            }
        }
        final Map<MessageId, Trace.Delivered> first = new HashMap<>();
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.Delivered delivered) {
                    final Trace.Delivered other = first.putIfAbsent(delivered.message(), delivered);
                    if (other != null
                            && (other.seq() != delivered.seq()
                                    || !other.ringId().equals(delivered.ringId()))) {
                        violations.accept(process + " was told " + delivered.message() + " in frame "
                                + delivered.ringId() + ":" + Integer.toUnsignedString(delivered.seq()) + ", another in "
                                + other.ringId() + ":"
                                + Integer.toUnsignedString(other.seq()));
                    }
                }
            }
        }
    }
}
