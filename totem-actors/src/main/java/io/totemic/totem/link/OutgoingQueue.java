/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Copies of the data frames that Aeron refused and of all that was given behind them, in order.
 *
 * <p>Bounded in bytes and allocated once. Called only on the loop.
 */
final class OutgoingQueue {

    /** Takes the oldest frame, or refuses it and all behind it for now. */
    @FunctionalInterface
    interface Sender {
        /** Answers false to keep the frame. {@code kind} is as given to {@link #add}. */
        boolean send(int kind, DirectBuffer buffer, int offset, int length);
    }

    private static final int FRAMES_AT_LEAST = 16;
    private static final int FRAMES_PER_READ = 64;

    private final OneToOneRingBuffer ring;

    /** A queue for what one window holds, twice. */
    OutgoingQueue(final int windowBytes, final int frameBytes) {
        final int capacity = BitUtil.findNextPositivePowerOfTwo(
                Math.max(2 * windowBytes, FRAMES_AT_LEAST * BitUtil.findNextPositivePowerOfTwo(frameBytes)));
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(capacity + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    boolean isEmpty() {
        return ring.consumerPosition() == ring.producerPosition();
    }

    /** Adds a copy behind all others; answers false if there is no room. {@code kind} is above 0. */
    boolean add(final int kind, final DirectBuffer buffer, final int offset, final int length) {
        return length <= ring.maxMsgLength() && ring.write(kind, buffer, offset, length);
    }

    /** Gives the oldest frames to the sender until it refuses one. Answers how many it took. */
    int drain(final ControlledMessageHandler handler) {
        return ring.controlledRead(handler, FRAMES_PER_READ);
    }

    /** The handler that {@link #drain} wants for a sender; made once. */
    static ControlledMessageHandler handlerFor(final Sender sender) {
        return (kind, buffer, index, length) -> sender.send(kind, buffer, index, length)
                ? ControlledMessageHandler.Action.COMMIT
                : ControlledMessageHandler.Action.ABORT;
    }
}
