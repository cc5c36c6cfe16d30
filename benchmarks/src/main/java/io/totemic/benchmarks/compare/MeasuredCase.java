/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.Locale;

/**
 * What is done with a ring.
 *
 * @param kind of measurement
 * @param bytes of a message
 * @param parameter THROUGHPUT: how many nodes write; BACK_TO_BACK and IDLE: which one probes; PACED: messages a second of each; else 0
 */
record MeasuredCase(Kind kind, int bytes, int parameter) {

    /** Kinds of measurement. */
    enum Kind {
        /** Writers as fast as the system takes it. */
        THROUGHPUT,
        /** A message when the one before was delivered to its sender. */
        BACK_TO_BACK,
        /** A message every 20 ms, and nothing else. */
        IDLE,
        /** So many messages a second of every node, all of them timed. */
        PACED,
        /** A message every 10 ms of node 1 while all others write as fast as the system takes it. */
        SATURATED;

        boolean isLatency() {
            return this != THROUGHPUT;
        }
    }

    /** In one word, for tables and keys. */
    String label() {
        final String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return name + "/" + bytes + (parameter == 0 ? "" : "/" + parameter);
    }

    /** For people, on a ring of so many nodes. */
    String title(final int nodes) {
        return switch (kind) {
            case THROUGHPUT -> bytes + " B, " + parameter + (parameter == 1 ? " writer" : " writers");
            case BACK_TO_BACK -> "back to back, node " + parameter + ", " + bytes + " B";
            case IDLE -> "20 ms apart, node " + parameter + ", " + bytes + " B";
            case PACED -> nodes + " x " + parameter + "/s, " + bytes + " B, all nodes";
            case SATURATED -> "others flood 1 KB, node 1, " + bytes + " B";
        };
    }
}
