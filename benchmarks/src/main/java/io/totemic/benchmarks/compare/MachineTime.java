/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processor time of the whole machine, from {@code /proc/stat}.
 *
 * @param busyTicks not idle and not waiting for a disk, of all cores, in hundredths of a second
 * @param stolenTicks of them, when something could have run and the host of this machine ran something else
 * @param atNs when it was read
 */
record MachineTime(long busyTicks, long stolenTicks, long atNs) {

    private static final int USER = 1;
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int STOLEN = 8;
    private static final double NANOS_PER_TICK = 1e7;
    private static final double NANOS_PER_MILLI = 1e6;

    static MachineTime now() {
        try {
            return of(Files.readAllLines(Path.of("/proc/stat")).get(0), System.nanoTime());
        } catch (final IOException unreadable) {
            throw new UncheckedIOException("/proc/stat cannot be read", unreadable);
        }
    }

    /** Of the first line of the file. */
    static MachineTime of(final String line, final long atNs) {
        final List<String> fields = List.of(line.split(" +"));
        long busy = 0;
        for (int field = USER; field <= STOLEN; field++) {
            if (field != IDLE && field != WAITING) {
                busy += Long.parseLong(fields.get(field));
            }
        }
        return new MachineTime(busy, Long.parseLong(fields.get(STOLEN)), atNs);
    }

    /** Percent of one core that was busy since {@code earlier}. */
    double busyPercentSince(final MachineTime earlier) {
        return 100 * (busyTicks - earlier.busyTicks) * NANOS_PER_TICK / (atNs - earlier.atNs);
    }

    /** What the host took since {@code earlier}, of all cores together, in ms. */
    double stolenMsSince(final MachineTime earlier) {
        return (stolenTicks - earlier.stolenTicks) * NANOS_PER_TICK / NANOS_PER_MILLI;
    }
}
