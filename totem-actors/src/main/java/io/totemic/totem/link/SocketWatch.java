/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/**
 * Sleeps until a datagram waits in one of the sockets, so that an idle node need not look for it a thousand times a second.
 *
 * <p>Reads nothing: that is the driver's. Called only by the loop; {@link #wake()} by any thread.
 */
final class SocketWatch implements AutoCloseable {

    private final Selector selector;
    private long sleptUntilNs = Long.MIN_VALUE;

    /** A watch over no sockets. */
    SocketWatch() {
        try {
            selector = Selector.open();
        } catch (final IOException failure) {
            throw new UncheckedIOException("cannot watch sockets", failure);
        }
    }

    /** Watches one more socket, until it is closed. It must not block. */
    void add(final DatagramChannel socket) {
        add(socket, () -> {});
    }

    /** The same; {@code onReadable} is run at the end of a sleep if a datagram waits there. */
    void add(final DatagramChannel socket, final Runnable onReadable) {
        if (!selector.isOpen()) {
            return;
        }
        try {
            socket.register(selector, SelectionKey.OP_READ, onReadable);
        } catch (final ClosedChannelException gone) {
            throw new IllegalStateException("a socket was closed before it was watched", gone);
        }
    }

    /** Lets go of closed sockets: until then the system keeps their ports. */
    void forgetClosed() {
        if (selector.isOpen()) {
            select(0);
        }
    }

    /** Sleeps until a datagram waits, {@link #wake()} is called, or the time is over; in ns, rounded down to ms. */
    void await(final long waitNs) {
        final long waitMs = TimeUnit.NANOSECONDS.toMillis(waitNs);
        if (waitMs > 0) {
            select(waitMs);
        }
    }

    private void select(final long waitMs) {
        try {
            if (waitMs == 0) {
                selector.selectNow(ready -> {});
            } else {
                selector.select(ready -> ((Runnable) ready.attachment()).run(), waitMs);
                sleptUntilNs = System.nanoTime();
            }
        } catch (final IOException failure) {
            throw new UncheckedIOException("cannot watch sockets", failure);
        }
    }

    /** Whether a sleep has ended within {@code intervalNs}. */
    boolean hasSleptWithin(final long intervalNs, final long nowNs) {
        return sleptUntilNs != Long.MIN_VALUE && nowNs - sleptUntilNs < intervalNs;
    }

    /** Ends the sleep now, or the next one if there is none. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (final IOException failure) {
            throw new UncheckedIOException("cannot close the watch over sockets", failure);
        }
    }
}
