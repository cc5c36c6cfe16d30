/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Processor time and memory of a process, from {@code /proc}.
 *
 * @param cpuTicks user and system time, in hundredths of a second
 * @param atNs when it was read
 */
public record ProcessFigures(long cpuTicks, long atNs) {

    private static final int USER_TIME_FIELD = 11;
    static final double NANOS_PER_TICK = 1e7;

    /** Of a process, now. */
    public static ProcessFigures of(final long pid) {
        final String stat = read(Path.of("/proc", String.valueOf(pid), "stat"));
        // The name of the program may hold blanks; it ends with the last parenthesis.
        final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        final long ticks = Long.parseLong(fields[USER_TIME_FIELD]) + Long.parseLong(fields[USER_TIME_FIELD + 1]);
        return new ProcessFigures(ticks, System.nanoTime());
    }

    /** Percent of one core since {@code earlier}. */
    public double cpuPercentSince(final ProcessFigures earlier) {
        return 100 * (cpuTicks - earlier.cpuTicks) * NANOS_PER_TICK / (atNs - earlier.atNs);
    }

    /** A line of {@code /proc/PID/status} such as VmRSS, in MiB. */
    public static long mebibytes(final long pid, final String name) {
        return Arrays.stream(
                        read(Path.of("/proc", String.valueOf(pid), "status")).split("\n"))
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Load of the machine over one minute, as it stands in {@code /proc/loadavg}. */
    public static String load() {
        return read(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (final IOException gone) {
            throw new UncheckedIOException(file + " cannot be read", gone);
        }
    }
}
