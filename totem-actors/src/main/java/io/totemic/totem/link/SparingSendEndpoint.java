/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.media.SendChannelEndpoint;
import io.aeron.driver.media.UdpChannel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Looks for what receivers report back only so often, and after a sleep only if the watch has seen something. Aeron looks in each round,
 * one system call for each stream that we send, which is most of what a waiting ring loop does, and more with each peer; the reports
 * themselves come a few times a second.
 */
class SparingSendEndpoint extends SendChannelEndpoint {

    /** A report may open the flow-control window, so this is what a stalled sender may lose by it. */
    static final long LOOK_INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(50);

    /**
     * A loop that has slept so long ago at most relies on what the watch has seen: an idle ring lets it sleep again before. Under load it
     * does not sleep for longer, and looks by itself.
     */
    static final long TOLD_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CachedNanoClock clock;
    private final SocketWatch watch;
    private long nextLookNs;
    private boolean hasLooked;
    private boolean isReadable;

    SparingSendEndpoint(
            final UdpChannel channel,
            final AtomicCounter status,
            final MediaDriver.Context context,
            final SocketWatch watch) {
        super(channel, status, context);
        this.clock = context.senderCachedNanoClock();
        this.watch = watch;
    }

    @Override
    public void openDatagramChannel(final AtomicCounter statusIndicator) {
        super.openDatagramChannel(statusIndicator);
        watch.add(receiveDatagramChannel, () -> isReadable = true);
    }

    @Override
    public InetSocketAddress receive(final ByteBuffer buffer) {
        final long nowNs = clock.nanoTime();
        final boolean isLookDue = !hasLooked || nowNs - nextLookNs >= 0;
        if (!isReadable && (!isLookDue || watch.hasSleptWithin(TOLD_NS, nowNs))) {
            buffer.clear();
            return null;
        }
        final InetSocketAddress source = super.receive(buffer);
        hasLooked = source == null;
        isReadable = source != null;
        nextLookNs = nowNs + LOOK_INTERVAL_NS;
        return source;
    }

    @Override
    public void close() {
        super.close();
        watch.forgetClosed();
    }
}
