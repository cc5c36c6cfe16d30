/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.NodeId;
import io.totemic.totem.link.Links;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Links that measure the time between two tokens that pass through them, which is one rotation. Costs one reading of the clock
 * per token and nothing else.
 *
 * <p>Called only on the ring loop.
 */
final class RotationLinks implements Links {

    private static final long LONGEST_NS = 60_000_000_000L;

    private final Links links;
    private Histogram histogram;
    private long lastTokenNs;

    RotationLinks(final Links links) {
        this.links = links;
    }

    /** Measures from now on. */
    void begin() {
        histogram = new Histogram(LONGEST_NS, 3);
        lastTokenNs = 0;
    }

    /** What was measured since, in ns. */
    Histogram end() {
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
        return links.sendToken(peer, buffer, offset, length);
    }

    @Override
    public void multicastData(final DirectBuffer buffer, final int offset, final int length) {
        links.multicastData(buffer, offset, length);
    }

    @Override
    public void broadcastControl(final DirectBuffer buffer, final int offset, final int length) {
        links.broadcastControl(buffer, offset, length);
    }

    @Override
    public int drive() {
        return links.drive();
    }

    @Override
    public int pollData(final Receiver receiver, final int limitFrames) {
        return links.pollData(receiver, limitFrames);
    }

    @Override
    public int pollTokenAndControl(final Receiver receiver, final int limitFrames) {
        return links.pollTokenAndControl(receiver, limitFrames);
    }

    @Override
    public void resubscribe() {
        links.resubscribe();
    }

    @Override
    public boolean sleep(final long waitNs) {
        return links.sleep(waitNs);
    }

    @Override
    public void wake() {
        links.wake();
    }

    @Override
    public void close() {
        links.close();
    }
}
