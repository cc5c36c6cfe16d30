/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.RingTime;
import io.totemic.protocol.codec.FrameFault;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Int2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why frames are dropped: one line a minute for each kind and source, however many there are. A source is a node of the
 * nodelist or, all together, everybody else. Called only on the ring loop.
 */
final class FaultLog {

    static final long INTERVAL_NS = TimeUnit.MINUTES.toNanos(1);

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");
    private static final String LINE = "Dropped a frame {}: {} ({} of this kind so far, told once a minute)";

    /** How often a kind came from a source, and when it was told last. */
    private static final class Tally {
        private long count;
        private long toldNs;
    }

    private final RingTime time;
    private final Map<FrameFault, Int2ObjectHashMap<Tally>> tallies = new EnumMap<>(FrameFault.class);

    FaultLog(final RingTime time) {
        this.time = time;
    }

    /**
     * A frame was dropped.
     *
     * @param source a node of the nodelist, 0 for all others together
     * @return how many of this kind came from there, if it is time to tell; else 0
     */
    long count(final FrameFault fault, final int source) {
        final Tally tally = tallies.computeIfAbsent(fault, kind -> new Int2ObjectHashMap<>())
                .computeIfAbsent(source, newcomer -> new Tally());
        final long nowNs = time.nowNs();
        tally.count++;
        if (tally.count > 1 && nowNs - tally.toldNs < INTERVAL_NS) {
            return 0;
        }
        tally.toldNs = nowNs;
        return tally.count;
    }

    /** Writes the line. */
    void tell(final FrameFault fault, final int source, final String reason, final long count) {
        final String whose =
                source == 0 ? "that names no node of the nodelist" : "of node " + Integer.toUnsignedString(source);
        if (fault == FrameFault.EPOCH || fault == FrameFault.HANDSHAKE) {
            // Each start of a peer begins with these.
            TOTEM.info(LINE, whose, reason, count);
        } else {
            TOTEM.warn(LINE, whose, reason, count);
        }
    }
}
