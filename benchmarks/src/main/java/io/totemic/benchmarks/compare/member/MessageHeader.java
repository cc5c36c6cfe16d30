/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import java.nio.ByteBuffer;

/**
 * What a message of a comparison begins with.
 *
 * @param run which measurement it belongs to, so that a late one is not counted in the next
 * @param node who sent it
 * @param number of the message among those of its sender in this run, from 1 on
 * @param sentNs when it was given to the system, by {@code System.nanoTime()}; 0 if it is no probe
 * @param dueNs when it should have been; 0 if it is no probe
 */
record MessageHeader(int run, int node, long number, long sentNs, long dueNs) {

    static final int BYTES = 2 * Integer.BYTES + 3 * Long.BYTES;

    /** A message of this header with zeros behind it. */
    byte[] message(final int bytes) {
        return ByteBuffer.allocate(Math.max(bytes, BYTES))
                .putInt(run)
                .putInt(node)
                .putLong(number)
                .putLong(sentNs)
                .putLong(dueNs)
                .array();
    }

    static MessageHeader of(final byte[] message, final int offset) {
        final ByteBuffer buffer = ByteBuffer.wrap(message, offset, BYTES);
        return new MessageHeader(
                buffer.getInt(), buffer.getInt(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
}
