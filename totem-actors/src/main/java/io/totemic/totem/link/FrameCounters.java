/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.codec.FrameFault;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Frames that did not get to the rooms: handshakes, and those dropped, by what was wrong with them. Written by the ring loop, read from any thread. */
public final class FrameCounters {

    private final EnumMap<FrameFault, AtomicLong> faults = new EnumMap<>(FrameFault.class);
    private final AtomicLong handshakes = new AtomicLong();

    /** All at zero. */
    public FrameCounters() {
        for (final FrameFault fault : FrameFault.values()) {
            faults.put(fault, new AtomicLong());
        }
    }

    void count(final FrameFault fault) {
        faults.get(fault).incrementAndGet();
    }

    void countHandshake() {
        handshakes.incrementAndGet();
    }

    /** Challenges and answers that were taken, and are for no room. */
    public long handshakes() {
        return handshakes.get();
    }

    /** The counters now, by fault. */
    public Map<FrameFault, Long> snapshot() {
        final EnumMap<FrameFault, Long> counts = new EnumMap<>(FrameFault.class);
        faults.forEach((fault, count) -> counts.put(fault, count.get()));
        return counts;
    }

    /** All faults together. */
    public long total() {
        return faults.values().stream().mapToLong(AtomicLong::get).sum();
    }
}
