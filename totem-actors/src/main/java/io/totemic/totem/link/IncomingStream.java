/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;

/** One subscription, opened without waiting, and opened again to join the live position of its senders. */
final class IncomingStream {

    private final Aeron aeron;
    private final String channel;
    private final int streamId;
    private long pendingId;
    private Subscription subscription;

    IncomingStream(final Aeron aeron, final String channel, final int streamId) {
        this.aeron = aeron;
        this.channel = channel;
        this.streamId = streamId;
        this.pendingId = aeron.asyncAddSubscription(channel, streamId);
    }

    boolean isOpen() {
        if (subscription == null) {
            subscription = aeron.getSubscription(pendingId);
        }
        return subscription != null;
    }

    /** Senders that are connected. */
    int images() {
        return subscription == null ? 0 : subscription.imageCount();
    }

    int poll(final FragmentHandler handler, final int limitFrames) {
        return subscription == null ? 0 : subscription.poll(handler, limitFrames);
    }

    void reopen() {
        if (subscription != null) {
            subscription.close();
            subscription = null;
            pendingId = aeron.asyncAddSubscription(channel, streamId);
        }
    }
}
