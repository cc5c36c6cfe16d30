/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Tells the story as it happens, each line with the time since the start. */
final class Narrator {

    private final PrintStream out;
    private final long startNs = System.nanoTime();

    Narrator(final PrintStream out) {
        this.out = Objects.requireNonNull(out, "out");
    }

    /** A headline without a time. */
    void title(final String text) {
        out.println(text);
        out.println();
    }

    /** Something that happened now. */
    void say(final String format, final Object... arguments) {
        final double seconds = (System.nanoTime() - startNs) / (double) TimeUnit.SECONDS.toNanos(1);
        out.println(String.format(Locale.ROOT, "%6.2f s  ", seconds) + String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    /** More about what was said last. */
    void detail(final String format, final Object... arguments) {
        out.println("            " + String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    /** A number with blanks between its thousands. */
    static String grouped(final int number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    static long millis(final long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
