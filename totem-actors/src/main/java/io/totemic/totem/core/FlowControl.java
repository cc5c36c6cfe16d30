/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.message.OrfToken;

/**
 * How many frames a node may send in a visit: its own limit, what the window leaves, and its share of what waits everywhere.
 *
 * <p>Source: paper section 4.4.
 */
final class FlowControl {

    private final int windowSizeMessages;
    private final int maxMessages;
    private int lastSent;
    private int lastReserved;
    private int lastBacklog;

    FlowControl(final int windowSizeMessages, final int maxMessages) {
        this.windowSizeMessages = windowSizeMessages;
        this.maxMessages = maxMessages;
    }

    /** A new ring: nothing sent, nothing waiting. */
    void reset() {
        lastSent = 0;
        lastReserved = 0;
        lastBacklog = 0;
    }

    /** Frames that may be sent in this visit, retransmissions included. */
    int allowed(final OrfToken token, final int backlog) {
        return allowed(token, backlog, maxMessages);
    }

    /** Frames that may still be sent in a visit whose token, as it is to leave, was kept. */
    int allowedMore(final OrfToken token, final int backlog) {
        return allowed(token, backlog, Math.max(0, maxMessages - lastSent));
    }

    /** Frames of the last visit, retransmissions included. */
    int sentInVisit() {
        return lastSent;
    }

    private int allowed(final OrfToken token, final int backlog, final int ownLimit) {
        // The count on the token is another's; it may exceed the window.
        int allowed = Math.min(ownLimit, Math.max(0, windowSizeMessages - (token.fccMessages() - lastReserved)));
        final long waitingEverywhere = (long) token.backlogMessages() + backlog - lastBacklog;
        if (waitingEverywhere > 0) {
            final long share = (long) windowSizeMessages * lastBacklog / waitingEverywhere;
            if (share > 0 && share < allowed) {
                allowed = (int) share;
            }
        }
        return allowed;
    }

    /**
     * Writes this visit's part into the token: {@code sent} frames, {@code backlog} waiting before them. A node that holds the ring back
     * counts a whole window besides, of which it makes no use.
     */
    void account(
            final OrfToken.Draft draft,
            final OrfToken token,
            final int sent,
            final int backlog,
            final boolean isHoldingBack) {
        final int reserved = isHoldingBack ? windowSizeMessages : 0;
        draft.fccMessages(Math.max(0, token.fccMessages() + sent + reserved - lastSent - lastReserved));
        lastReserved = reserved;
        draft.backlogMessages(Math.max(0, token.backlogMessages() + backlog - lastBacklog));
        lastSent = sent;
        lastBacklog = backlog;
    }

    /** Adds to a visit that {@link #account} has written: {@code sent} more frames, {@code backlog} waiting before them. */
    void accountMore(final OrfToken.Draft draft, final OrfToken token, final int sent, final int backlog) {
        draft.fccMessages(Math.max(0, token.fccMessages() + sent));
        draft.backlogMessages(Math.max(0, token.backlogMessages() + backlog - lastBacklog));
        lastSent += sent;
        lastBacklog = backlog;
    }
}
