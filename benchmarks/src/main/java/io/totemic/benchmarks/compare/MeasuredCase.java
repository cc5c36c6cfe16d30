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
 * @param node THROUGHPUT: nodes 1 to this one write; BACK_TO_BACK and IDLE: this one probes; else not used, and 0
 */
record MeasuredCase(Kind kind, int bytes, int node) {

    /** Kinds of measurement. */
    enum Kind {
        /** Writers as fast as the system takes it. */
        THROUGHPUT,
        /** A message when the one before was delivered to its sender. */
        BACK_TO_BACK,
        /** A message every 20 ms, and nothing else. */
        IDLE,
        /** 1 000 messages a second of every node, all of them timed. */
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
        return name + "/" + bytes + (node == 0 ? "" : "/" + node);
    }

    /** For people. */
    String title() {
        return switch (kind) {
            case THROUGHPUT -> bytes + " B, " + node + (node == 1 ? " writer" : " writers");
            case BACK_TO_BACK -> "back to back, node " + node + ", " + bytes + " B";
            case IDLE -> "20 ms apart, node " + node + ", " + bytes + " B";
            case PACED -> "3 x 1000/s, " + bytes + " B, all nodes";
            case SATURATED -> "others flood 1 KB, node 1, " + bytes + " B";
        };
    }
}
