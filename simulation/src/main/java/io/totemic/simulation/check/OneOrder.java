/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * E6b: a place in the order of a ring has one frame, whoever delivers it; and one message at each place within it.
 */
public final class OneOrder implements Checker {

    @Override
    public String id() {
        return "E6b";
    }

    @Override
    public String property() {
        return "each place in the order of a ring has one frame, and each place in that one message";
    }

    private record Place(RingId ringId, int seq, int within) {}

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<RingId, Map<Integer, FrameId>> rings = new HashMap<>();
        for (final Passage passage : trace.passages()) {
            final Map<Integer, FrameId> frames = rings.computeIfAbsent(passage.ringId(), key -> new HashMap<>());
            for (final FrameId frame : passage.delivered()) {
                final FrameId other = frames.putIfAbsent(frame.seq(), frame);
                if (other != null && !other.equals(frame)) {
                    violations.accept(passage.process() + " delivered " + frame + ", another one of " + other.sender()
                            + " there");
                }
            }
        }
        final Map<Place, MessageId> messages = new HashMap<>();
        for (final Trace.ProcessId process : trace.processes()) {
            Place last = null;
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (!(event instanceof Trace.Delivered delivered)) {
                    continue;
                }
                final boolean isInSameFrame = last != null
                        && last.seq() == delivered.seq()
                        && last.ringId().equals(delivered.ringId());
                last = new Place(delivered.ringId(), delivered.seq(), isInSameFrame ? last.within() + 1 : 0);
                final MessageId other = messages.putIfAbsent(last, delivered.message());
                if (other != null && !other.equals(delivered.message())) {
                    violations.accept("on ring " + last.ringId() + " in frame " + Integer.toUnsignedString(last.seq())
                            + " " + process + " was told " + delivered.message() + ", another " + other);
                }
            }
        }
    }
}
