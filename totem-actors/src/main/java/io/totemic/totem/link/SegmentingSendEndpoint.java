/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.media.UdpChannel;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.status.AtomicCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends many segments in one call. Where the kernel refuses them for some time, since the way to a peer carries less than the link or
 * a device cannot compute checksums, IP cuts from then on.
 *
 * <p>Called only by the loop.
 */
final class SegmentingSendEndpoint extends SparingSendEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentingSendEndpoint.class);

    /** Longer than a socket is ever full of what is on its way. */
    private static final long REFUSED_LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SegmentationOffload offload;
    private final CachedNanoClock clock;
    private boolean isCutting;
    private boolean isRefused;
    private long refusedSinceNs;

    SegmentingSendEndpoint(
            final UdpChannel channel,
            final AtomicCounter status,
            final MediaDriver.Context context,
            final SocketWatch watch,
            final SegmentationOffload offload) {
        super(channel, status, context, watch);
        this.offload = offload;
        this.clock = context.senderCachedNanoClock();
    }

    @Override
    public void openDatagramChannel(final AtomicCounter statusIndicator) {
        super.openDatagramChannel(statusIndicator);
        isCutting = offload.cutFrom(sendDatagramChannel);
    }

    @Override
    public int send(final ByteBuffer frames) {
        if (!isCutting) {
            return super.send(frames);
        }
        final int from = frames.position();
        final int to = frames.limit();
        int at = from;
        while (at < to) {
            final int end = Segments.endOfRun(frames, at, to, offload.segmentBytes());
            frames.limit(end).position(at);
            final int sent = super.send(frames);
            if (end - at > offload.segmentBytes()) {
                noteSent(sent > 0);
            }
            if (sent < end - at) {
                break;
            }
            at = end;
            frames.limit(to);
        }
        frames.limit(to);
        return at - from;
    }

    private void noteSent(final boolean isTaken) {
        if (isTaken) {
            isRefused = false;
        } else if (!isRefused) {
            isRefused = true;
            refusedSinceNs = clock.nanoTime();
        } else if (clock.nanoTime() - refusedSinceNs > REFUSED_LIMIT_NS) {
            LOG.warn(
                    "The kernel refuses to cut data into segments of {} bytes on this link; IP does from now on",
                    offload.segmentBytes());
            offload.stopCutting(sendDatagramChannel);
            isCutting = false;
        }
    }
}
