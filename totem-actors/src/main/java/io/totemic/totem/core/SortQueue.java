/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.SequenceNumbers;
import io.totemic.protocol.message.RegularMessage;

/**
 * The frames of one ring by seq: received or sent, not yet freed.
 *
 * <p>A ring buffer of {@value #CAPACITY} slots that starts behind the last freed frame.
 */
final class SortQueue {

    /** Slots; no node may get further behind another than this. */
    static final int CAPACITY = 16384;

    /**
     * Most bytes of payload that others can make it hold, but for the frame that is missed next. A ring stays below that by itself:
     * {@link TotemSettings#queueLimitFrames()}.
     */
    static final long LIMIT_BYTES = 128L * 1024 * 1024;

    private static final int MASK = CAPACITY - 1;
    private static final int INITIAL_SLOTS = 256;

    private RegularMessage[] slots = new RegularMessage[INITIAL_SLOTS];
    private int released;
    private int aru;
    private int highSeq;
    private long storedBytes;

    /** An empty queue whose first frame has seq {@code before + 1}. */
    SortQueue(final int before) {
        released = before;
        aru = before;
        highSeq = before;
    }

    /**
     * Stores a frame and moves aru over what is now complete.
     *
     * @return false if it was there already, is freed, or lies beyond the queue
     */
    boolean put(final RegularMessage frame) {
        final int seq = frame.seq();
        final int distance = seq - released;
        if (distance <= 0 || distance > CAPACITY) {
            return false;
        }
        if (distance > slots.length) {
            grow(distance);
        }
        final int slot = seq & (slots.length - 1);
        if (slots[slot] != null) {
            return false;
        }
        slots[slot] = frame;
        storedBytes += frame.payload().length;
        highSeq = SequenceNumbers.later(highSeq, seq);
        while (aru != highSeq && slots[(aru + 1) & (slots.length - 1)] != null) {
            aru++;
        }
        return true;
    }

    /** Stores a frame of another node like {@link #put}, but not beyond {@link #LIMIT_BYTES} unless it is the one that is missed next. */
    boolean putReceived(final RegularMessage frame) {
        final boolean isRoom = storedBytes + frame.payload().length <= LIMIT_BYTES || frame.seq() == aru + 1;
        return isRoom && put(frame);
    }

    /** The frame, null if it is not here. */
    RegularMessage get(final int seq) {
        final int distance = seq - released;
        return distance <= 0 || distance > slots.length ? null : slots[seq & (slots.length - 1)];
    }

    /** Takes a frame away, so that another can stand in its place; nothing if it is not here. */
    void remove(final int seq) {
        final RegularMessage frame = get(seq);
        if (frame != null) {
            storedBytes -= frame.payload().length;
            slots[seq & (slots.length - 1)] = null;
        }
    }

    /** Frees all frames up to {@code seq}, which must not be after aru. */
    void releaseUpTo(final int seq) {
        while (SequenceNumbers.isBefore(released, seq)) {
            released++;
            final int slot = released & (slots.length - 1);
            storedBytes -= slots[slot].payload().length;
            slots[slot] = null;
        }
    }

    /** All received up to this. */
    int aru() {
        return aru;
    }

    /** Highest seq stored so far. */
    int highSeq() {
        return highSeq;
    }

    /** Highest seq freed. */
    int released() {
        return released;
    }

    /** Places in use, with those of missing frames. */
    int span() {
        return highSeq - released;
    }

    /** Bytes of payload stored. */
    long storedBytes() {
        return storedBytes;
    }

    /** Whether a frame of this seq has a place. */
    boolean isWithin(final int seq) {
        final int distance = seq - released;
        return distance > 0 && distance <= CAPACITY;
    }

    private void grow(final int distance) {
        int size = slots.length;
        while (size < distance) {
            size *= 2;
        }
        final RegularMessage[] grown = new RegularMessage[Math.min(size, MASK + 1)];
        for (int seq = released + 1; seq - highSeq <= 0; seq++) {
            grown[seq & (grown.length - 1)] = slots[seq & (slots.length - 1)];
        }
        slots = grown;
    }
}
