/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.NodeId;
import io.totemic.totem.link.Links;
import io.totemic.totem.link.PassingLinks;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Links that measure the time between two tokens that pass through them, which is one rotation. Costs one reading of the clock
 * per token and nothing else.
 *
 * <p>Called only on the ring loop.
 */
public final class RotationLinks extends PassingLinks {

    private static final long LONGEST_NS = 60_000_000_000L;

    private Histogram histogram;
    private long lastTokenNs;

    /** Passes all on to {@code links}. */
    public RotationLinks(final Links links) {
        super(links);
    }

    /** Measures from now on. */
    public void begin() {
        histogram = new Histogram(LONGEST_NS, 3);
        lastTokenNs = 0;
    }

    /** What was measured since, in ns. */
    public Histogram end() {
        final Histogram measured = histogram;
        histogram = null;
        return measured;
    }

    @Override
    public boolean sendToken(final NodeId peer, final DirectBuffer buffer, final int offset, final int length) {
        if (histogram != null) {
            final long nowNs = System.nanoTime();
            if (lastTokenNs != 0) {
                histogram.recordValue(Math.min(nowNs - lastTokenNs, LONGEST_NS));
            }
            lastTokenNs = nowNs;
        }
        return super.sendToken(peer, buffer, offset, length);
    }
}
