/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What a benchmark prints, and whether its claims held. */
final class Report {

    private final long startNs = System.nanoTime();
    private int broken;

    /** Begins with what the figures depend on. */
    Report(final String title) {
        System.out.println(title);
        System.out.printf(
                Locale.ROOT,
                "%s, %d cores, Java %s, load %s before the start%n%n",
                LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                ProcessFigures.load());
    }

    /** A line with the time since the start. */
    void say(final String format, final Object... arguments) {
        final double seconds = (System.nanoTime() - startNs) / 1e9;
        System.out.println(
                String.format(Locale.ROOT, "%7.2f s  ", seconds) + String.format(Locale.ROOT, format, arguments));
        System.out.flush();
    }

    /** A line of a table. */
    void row(final String format, final Object... arguments) {
        System.out.println("    " + String.format(Locale.ROOT, format, arguments));
        System.out.flush();
    }

    /** A claim: says it, and whether it held. */
    void claim(final boolean holds, final String format, final Object... arguments) {
        say((holds ? "ok      " : "BROKEN  ") + format, arguments);
        if (!holds) {
            broken++;
        }
    }

    /** Prints the verdict; 0 if every claim held, else 1. */
    int end() {
        System.out.println();
        System.out.println(broken == 0 ? "every claim held" : broken + " claims did not hold");
        return broken == 0 ? 0 : 1;
    }
}
