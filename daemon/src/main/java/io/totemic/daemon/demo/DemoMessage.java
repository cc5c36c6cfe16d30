/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the demonstration multicasts: text such as {@code 2 17 ...} with the round and the number of the message, so that no
 * two messages of a sender are equal; the last message of a round has the number {@link #END}.
 *
 * @param round the round it belongs to
 * @param number number of the message, or {@link #END}
 */
record DemoMessage(int round, int number) {

    /** Number of the message that ends the round of its sender. */
    static final int END = -1;

    private static final int LENGTH_BYTES = 64;

    byte[] payload() {
        final byte[] text = (round + " " + number + " ").getBytes(StandardCharsets.US_ASCII);
        final byte[] payload = Arrays.copyOf(text, LENGTH_BYTES);
        Arrays.fill(payload, text.length, LENGTH_BYTES, (byte) '.');
        return payload;
    }

    static DemoMessage of(final byte[] payload) {
        final String[] words = new String(payload, StandardCharsets.US_ASCII).split(" ", 3);
        return new DemoMessage(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    }
}
