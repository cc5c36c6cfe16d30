/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much later than asked for Linux may wake a thread: 50 us by default, to wake several at once. A sender that is woken so much
 * too late would count it as latency of what it measures.
 *
 * <p>Source: prctl(2), PR_SET_TIMERSLACK; proc(5), timerslack_ns.
 */
final class TimerSlack {

    private static final String LEAST_NS = "1";

    private TimerSlack() {}

    /** As little as there is, for the calling thread alone. */
    static void least() {
        final Path slack = ofThisThread();
        try {
            Files.writeString(slack, LEAST_NS);
        } catch (final IOException cause) {
            throw new BenchFailure("the timer slack of the sender cannot be set, in " + slack, cause);
        }
    }

    /** The file of the calling thread: each thread has a directory beside those of processes, though none lists it. */
    static Path ofThisThread() {
        try {
            final Path thread =
                    Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
            return Path.of("/proc", thread.toString(), "timerslack_ns");
        } catch (final IOException cause) {
            throw new BenchFailure("/proc tells nothing of the sender's thread", cause);
        }
    }
}
