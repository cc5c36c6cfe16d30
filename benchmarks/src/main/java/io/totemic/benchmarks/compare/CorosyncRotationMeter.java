/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.NodeProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts the tokens that a daemon of Corosync has received. It tells no distribution, and its own mean has whole milliseconds only. Reading
 * starts a process in the namespaces of the daemon.
 */
final class CorosyncRotationMeter implements RotationMeter {

    /** What was read, and when. */
    private record Reading(CorosyncStatistics statistics, long atNs) {}

    /** A daemon with much to do lets a new client wait. */
    private static final long LIMIT_S = 60;

    /** Otherwise the daemons, which have more, leave the tool no processor for seconds. */
    private static final List<String> REAL_TIME = List.of("chrt", "--rr", "1");

    private final long daemonPid;
    private final boolean isRealTime;
    private Optional<Reading> first = Optional.empty();

    /** Of the daemon beside this member. */
    CorosyncRotationMeter(final NodeProcess member) throws InterruptedException {
        // The script tells the daemon's first.
        daemonPid = Long.parseLong(member.said("PID").get(0).fields().get(0));
        isRealTime = canBeRealTime();
    }

    private static boolean canBeRealTime() throws InterruptedException {
        final List<String> command = new ArrayList<>(REAL_TIME);
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (final IOException missing) {
            return false;
        }
    }

    @Override
    public void begin() throws InterruptedException {
        first = read();
    }

    @Override
    public Rotation end() throws InterruptedException {
        final Optional<Reading> last = read();
        if (first.isEmpty() || last.isEmpty()) {
            return Rotation.NONE;
        }
        final CorosyncStatistics before = first.get().statistics();
        final CorosyncStatistics after = last.get().statistics();
        return Rotation.ofCount(
                after.tokensReceived() - before.tokensReceived(),
                last.get().atNs() - first.get().atNs(),
                after.meanRotationMillis(),
                after.ringsFormed() - before.ringsFormed());
    }

    /** Empty if the daemon does not answer in time. */
    private Optional<Reading> read() throws InterruptedException {
        final List<String> command = new ArrayList<>(isRealTime ? REAL_TIME : List.of());
        command.addAll(List.of("timeout", String.valueOf(LIMIT_S)));
        command.addAll(List.of("nsenter", "-m", "-n", "-t", String.valueOf(daemonPid)));
        command.addAll(List.of("corosync-cmapctl", "-m", "stats", "-g"));
        command.addAll(CorosyncStatistics.KEYS);
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // The tool ends with the last answer; most of its time it waits for its connection.
            final long answeredNs = System.nanoTime();
            return process.waitFor() == 0
                    ? Optional.of(new Reading(CorosyncStatistics.of(said.lines().toList()), answeredNs))
                    : Optional.empty();
        } catch (final IOException | IllegalArgumentException refused) {
            throw new BenchFailure("corosync-cmapctl does not tell the statistics of the daemon: " + refused, refused);
        }
    }
}
