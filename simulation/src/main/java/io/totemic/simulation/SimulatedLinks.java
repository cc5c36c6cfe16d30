/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.schedule.FrameStream;
import io.totemic.totem.link.Links;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntUnaryOperator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One node's end of the simulated network. */
final class SimulatedLinks implements Links {

    /** The socket is read empty in the first turn after a pause, but for one of so many: then some of it is handled first. */
    private static final int TURNS_WITH_A_FULL_SOCKET = 4;

    private final NodeId self;
    private final SimulatedNetwork network;
    private final IntUnaryOperator random;
    private final Runnable onArrival;
    private final Deque<byte[]> data = new ArrayDeque<>();
    private final Deque<byte[]> tokens = new ArrayDeque<>();
    private final Deque<byte[]> controls = new ArrayDeque<>();
    private final UnsafeBuffer view = new UnsafeBuffer(new byte[0]);
    private boolean isResubscribing;
    private boolean isClosed;

    /**
     * Attached to {@code network}.
     *
     * @param random answers a number from 0 to below its argument
     * @param onArrival run when there is something to poll
     */
    SimulatedLinks(
            final NodeId self,
            final SimulatedNetwork network,
            final IntUnaryOperator random,
            final Runnable onArrival) {
        this.self = self;
        this.network = network;
        this.random = random;
        this.onArrival = onArrival;
        network.attach(this);
    }

    NodeId self() {
        return self;
    }

    void arrived(final FrameStream stream, final byte[] frame) {
        switch (stream) {
            case DATA -> data.addLast(frame);
            case TOKEN -> tokens.addLast(frame);
            case CONTROL -> controls.addLast(frame);
        }
        onArrival.run();
    }

    boolean hasArrivals() {
        return !data.isEmpty() || !tokens.isEmpty() || !controls.isEmpty();
    }

    @Override
    public void multicastData(final DirectBuffer buffer, final int offset, final int length) {
        if (!isClosed) {
            network.broadcast(self, FrameStream.DATA, buffer, offset, length);
        }
    }

    @Override
    public boolean sendToken(final NodeId peer, final DirectBuffer buffer, final int offset, final int length) {
        if (!isClosed) {
            network.send(self, peer, FrameStream.TOKEN, buffer, offset, length);
        }
        return true;
    }

    @Override
    public void broadcastControl(final DirectBuffer buffer, final int offset, final int length) {
        if (!isClosed) {
            network.broadcast(self, FrameStream.CONTROL, buffer, offset, length);
        }
    }

    @Override
    public void sendControl(final NodeId peer, final DirectBuffer buffer, final int offset, final int length) {
        if (!isClosed) {
            network.send(self, peer, FrameStream.CONTROL, buffer, offset, length);
        }
    }

    @Override
    public int drive() {
        if (isResubscribing && random.applyAsInt(TURNS_WITH_A_FULL_SOCKET) != 0) {
            isResubscribing = false;
            data.clear();
            tokens.clear();
            controls.clear();
        }
        return isResubscribing ? 1 : 0;
    }

    @Override
    public int pollData(final Receiver receiver, final int limitFrames) {
        return poll(data, receiver, limitFrames);
    }

    @Override
    public int pollTokenAndControl(final Receiver receiver, final int limitFrames) {
        final int polled = poll(tokens, receiver, limitFrames);
        return polled + poll(controls, receiver, limitFrames - polled);
    }

    private int poll(final Deque<byte[]> frames, final Receiver receiver, final int limitFrames) {
        int polled = 0;
        while (polled < limitFrames && !frames.isEmpty()) {
            final byte[] frame = frames.pollFirst();
            view.wrap(frame);
            if (receiver.onFrame(view, 0, frame.length)) {
                network.taken(self, frame);
            }
            polled++;
        }
        return polled;
    }

    @Override
    public void resubscribe() {
        isResubscribing = true;
    }

    @Override
    public void close() {
        isClosed = true;
        network.detach(this);
    }
}
