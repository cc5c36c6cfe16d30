/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import io.totemic.protocol.SequenceNumbers;
import java.util.function.Consumer;

/**
 * E6c: each process delivers the frames of a ring in increasing order, over the transitional configuration too, and so are messages told.
 */
public final class IncreasingOrder implements Checker {

    @Override
    public String id() {
        return "E6c";
    }

    @Override
    public String property() {
        return "each process delivers in the order of the ring";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Passage passage : trace.passages()) {
            FrameId last = null;
            for (final FrameId frame : passage.delivered()) {
                if (last != null && !SequenceNumbers.isAfter(frame.seq(), last.seq())) {
                    violations.accept(passage.process() + " delivered " + frame + " out of order, after " + last);
                }
                last = frame;
            }
        }
        for (final Trace.ProcessId process : trace.processes()) {
            RingId ring = null;
            int last = 0;
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.Delivered delivered) {
                    if (delivered.ringId().equals(ring) && SequenceNumbers.isBefore(delivered.seq(), last)) {
                        violations.accept(
                                process + " was told " + delivered.message() + " out of order on ring " + ring);
                    }
                    ring = delivered.ringId();
                    last = delivered.seq();
                }
            }
        }
    }
}
