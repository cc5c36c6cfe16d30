/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.group.MemberEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What waits for one member that says how much it has taken. It is given no more than a window ahead of that; the rest waits here,
 * in order.
 *
 * <p>Not thread-safe; called only by the cpg actor.
 */
public final class Subscription {

    /** What an event counts besides its payload. */
    static final int EVENT_BYTES = 64;

    private final long windowBytes;
    private final Deque<MemberEvent> backlog = new ArrayDeque<>();
    private long backlogBytes;
    private long outstandingBytes;
    private long lastTakenNs;
    private boolean isClosed;

    /**
     * A subscription that has been given nothing.
     *
     * @param windowBytes how far the member may be behind; 0 if it does not say how far it is, and is given everything at once
     */
    Subscription(final long windowBytes) {
        this.windowBytes = windowBytes;
    }

    /** Whether the event is to be given now; else it waits, or is dropped because the subscription is closed. */
    boolean offer(final MemberEvent event, final long nowNs) {
        if (isClosed) {
            return false;
        }
        if (windowBytes == 0) {
            return true;
        }
        if (outstandingBytes == 0 && backlog.isEmpty()) {
            // The member is awaited from the first event on that it has not taken.
            lastTakenNs = nowNs;
        }
        if (backlog.isEmpty() && outstandingBytes < windowBytes) {
            outstandingBytes += bytesOf(event);
            return true;
        }
        backlog.addLast(event);
        backlogBytes += bytesOf(event);
        return false;
    }

    /** The member has taken so much. */
    void onConsumed(final long bytes, final long nowNs) {
        outstandingBytes = Math.max(0, outstandingBytes - bytes);
        lastTakenNs = nowNs;
    }

    /** What it is to be given next; null if there is nothing or its window is full. */
    MemberEvent poll() {
        if (backlog.isEmpty() || outstandingBytes >= windowBytes) {
            return null;
        }
        final MemberEvent event = backlog.pollFirst();
        backlogBytes -= bytesOf(event);
        outstandingBytes += bytesOf(event);
        return event;
    }

    /** All that waits, which is given without regard to the window: nothing follows. */
    List<MemberEvent> takeAll() {
        final List<MemberEvent> rest = List.copyOf(backlog);
        backlog.clear();
        backlogBytes = 0;
        return rest;
    }

    /** Drops what waits, and takes nothing more. */
    void close() {
        isClosed = true;
        backlog.clear();
        backlogBytes = 0;
    }

    boolean isClosed() {
        return isClosed;
    }

    long backlogBytes() {
        return backlogBytes;
    }

    /** For how long the member has taken nothing while something waits for it here; 0 if nothing does. */
    long stalledNs(final long nowNs) {
        return backlog.isEmpty() ? 0 : nowNs - lastTakenNs;
    }

    /** What an event counts. */
    public static long bytesOf(final MemberEvent event) {
        return event instanceof MemberEvent.Delivered delivered
                ? delivered.content().length() + (long) EVENT_BYTES
                : EVENT_BYTES;
    }
}
