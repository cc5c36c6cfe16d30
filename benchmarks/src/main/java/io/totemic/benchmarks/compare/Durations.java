/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

/** How long the parts of a comparison take, in seconds. */
final class Durations {

    /** Until writers run at their pace, before anything is counted. */
    static final double SETTLE_S = 0.4;

    /** Of probes that go back to back. */
    static final int BACK_TO_BACK_S = 1;

    /** Of probes 20 ms apart. */
    static final int IDLE_S = 2;

    /** Of paced messages. */
    static final int PACED_S = 2;

    /** Of probes beside a flood. */
    static final int SATURATED_S = 2;

    /** Until a ring has formed, and has ended; seen on two cores. */
    static final double START_S = 8;

    /** Commands and draining of a run; seen on two cores. */
    private static final double AROUND_S = 0.3;

    private Durations() {}

    /** Of a probing run, in whole seconds. */
    static int ofProbes(final MeasuredCase.Kind kind) {
        return switch (kind) {
            case BACK_TO_BACK -> BACK_TO_BACK_S;
            case IDLE -> IDLE_S;
            case PACED -> PACED_S;
            case SATURATED -> SATURATED_S;
            case THROUGHPUT -> throw new IllegalArgumentException("throughput has no probes");
        };
    }

    /** Of a run with all that is around it; {@code seconds} are those that throughput is measured. */
    static double ofRun(final MeasuredCase.Kind kind, final double seconds) {
        return AROUND_S + (kind.isLatency() ? ofProbes(kind) : SETTLE_S + seconds);
    }
}
