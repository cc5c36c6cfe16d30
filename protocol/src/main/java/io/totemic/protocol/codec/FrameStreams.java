/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

/**
 * The streams of a transmitter as its counters know them. The stream stands in the top byte of a counter, so that each has
 * counters, keys and a replay window of its own: between streams frames overtake each other.
 */
public final class FrameStreams {

    public static final int DATA = 1;
    public static final int TOKEN = 2;
    public static final int CONTROL = 3;

    /** Streams are numbered from 1 to this. */
    public static final int LAST = CONTROL;

    private static final int STREAM_SHIFT = 56;
    private static final long NUMBER_MASK = (1L << STREAM_SHIFT) - 1;

    private FrameStreams() {}

    /** The counter of frame {@code number} of a stream. */
    public static long counter(final int stream, final long number) {
        return ((long) stream << STREAM_SHIFT) | number;
    }

    /** Stream of a counter, 0..255: one from outside may name a stream that does not exist. */
    public static int streamOf(final long counter) {
        return (int) (counter >>> STREAM_SHIFT);
    }

    /** Whether the stream exists. */
    public static boolean isStream(final int stream) {
        return stream >= DATA && stream <= LAST;
    }

    /** Whether each frame of the stream is for one node only: nobody else must take it, whoever brings it there. */
    public static boolean isToOneNode(final int stream) {
        return stream == TOKEN;
    }

    /** Number of the frame in its stream, from 0. */
    public static long numberOf(final long counter) {
        return counter & NUMBER_MASK;
    }
}
