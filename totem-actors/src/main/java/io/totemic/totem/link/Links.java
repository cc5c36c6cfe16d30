/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.NodeId;
import org.agrona.DirectBuffer;

/**
 * Carries bytes between the nodes of the nodelist, without guarantees: frames may be lost, doubled or reordered between
 * streams, and all that is built on this expects it.
 *
 * <p>Called only on the ring loop. No method blocks and none throws for what the network does.
 */
public interface Links extends AutoCloseable {

    /** Takes what arrives; the buffer is valid only during the call. */
    @FunctionalInterface
    interface Receiver {
        /** Answers whether the frame was taken: it was genuine, new and well-formed, and somebody is told of it. */
        boolean onFrame(DirectBuffer buffer, int offset, int length);
    }

    /** Sends a data frame to all peers. Not to this node. */
    void multicastData(DirectBuffer buffer, int offset, int length);

    /**
     * Sends an ORF or commit token to one peer. It leaves after every data frame given before it.
     *
     * @return false if the peer is not in the nodelist and nothing was sent
     */
    boolean sendToken(NodeId peer, DirectBuffer buffer, int offset, int length);

    /** Sends a control frame to every peer. Not to this node. */
    void broadcastControl(DirectBuffer buffer, int offset, int length);

    /** Sends a control frame to one peer; to one that is not in the nodelist nothing is sent. */
    void sendControl(NodeId peer, DirectBuffer buffer, int offset, int length);

    /** Driver, client, and what was refused before. Answers the work done. */
    int drive();

    /** Polls the data stream. Answers the frames taken. */
    int pollData(Receiver receiver, int limitFrames);

    /** Polls tokens and control frames. Answers the frames taken. */
    int pollTokenAndControl(Receiver receiver, int limitFrames);

    /**
     * After a pause so long that the ring went on without this node: rebuilds what the peers' frames come in through, so that
     * the live position is joined rather than a stale one waited for.
     */
    void resubscribe();

    /**
     * Sleeps until something has arrived, {@link #wake()} is called, or the time is over.
     *
     * @param waitNs at least a millisecond, in ns
     * @return false, at once, if these links cannot sleep now
     */
    default boolean sleep(final long waitNs) {
        return false;
    }

    /** Ends a sleep, or the next one if there is none. Called by any thread. */
    default void wake() {}

    @Override
    void close();
}
