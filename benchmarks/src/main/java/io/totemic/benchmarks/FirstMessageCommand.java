/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a message takes to be delivered everywhere when the ring was idle, and when it was not quite. */
@Command(
        name = "first-message",
        mixinStandardHelpOptions = true,
        description = "Sends one message at a time to a ring that was idle, and one every 20 ms.")
final class FirstMessageCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final long NANOS_PER_MICRO = 1_000L;
    private static final long ALLOWED_MEDIAN_MICROS = 5_000;
    private static final long ALLOWED_P99_MICROS = 10_000;
    private static final long ALLOWED_MESSAGES_PER_PARK = 100;
    private static final long LONGEST_NS = 60_000_000_000L;

    @Mixin
    private RingOptions options;

    @Option(
            names = "--tries",
            defaultValue = "200",
            description = "Messages after a pause; by default ${DEFAULT-VALUE}.")
    private int tries;

    @Option(
            names = "--idle",
            defaultValue = "1500",
            description =
                    "Idle time in ms before each; by default ${DEFAULT-VALUE}: the ring holds its token after some"
                            + " 10 ms, and its loops sleep after 100 ms without data.")
    private long idleMs;

    @Option(names = "--long-tries", defaultValue = "10", description = "As many again after 10 s each.")
    private int longTries;

    @Option(
            names = "--interval",
            defaultValue = "20",
            description = "From message to message in ms, for the second part.")
    private long intervalMs;

    @Option(names = "--bytes", defaultValue = "100", description = "Length of a message.")
    private int bytes;

    @Override
    public Integer call() throws Exception {
        if (tries < 1 || idleMs < 1 || intervalMs < 1 || longTries < 0) {
            throw new BenchFailure("--tries, --idle and --interval must be at least 1, --long-tries at least 0");
        }
        final Report report = new Report("First message: " + NODES + " processes, messages of " + bytes
                + " bytes from each node in turn; the time until the last of the nodes is told");
        try (LoadedRing ring = new LoadedRing(options, NODES, "")) {
            report.say("ring %s formed", ring.ringId());
            // A process that has just started is still compiling what a message runs through.
            final Histogram warmUp = times(ring, 500, 2);
            show(report, "warming up, every 2 ms", warmUp);
            final Histogram first = times(ring, tries, idleMs);
            show(report, "first after " + idleMs + " ms", first);
            if (longTries > 0) {
                show(report, "first after 10000 ms", times(ring, longTries, 10_000));
            }
            final long parksBefore = parks(report, ring);
            final Histogram spaced = times(ring, Math.max(tries, 500), intervalMs);
            final long parks = parks(report, ring) - parksBefore;
            show(report, "every " + intervalMs + " ms", spaced);
            final Histogram close = times(ring, 2_000, 0);
            show(report, "one behind the other", close);
            final long medianMicros = first.getValueAtPercentile(50) / NANOS_PER_MICRO;
            final long p99Micros = first.getValueAtPercentile(99) / NANOS_PER_MICRO;
            report.claim(
                    medianMicros <= ALLOWED_MEDIAN_MICROS && p99Micros <= ALLOWED_P99_MICROS,
                    "first message after %d ms: median %d us, allowed %d; p99 %d us, allowed %d; %d tries",
                    idleMs,
                    medianMicros,
                    ALLOWED_MEDIAN_MICROS,
                    p99Micros,
                    ALLOWED_P99_MICROS,
                    tries);
            final long extraMicros =
                    (spaced.getValueAtPercentile(50) - close.getValueAtPercentile(50)) / NANOS_PER_MICRO;
            report.claim(
                    parks * ALLOWED_MESSAGES_PER_PARK <= spaced.getTotalCount(),
                    "a message %d ms after the last one pays no park: %d parks of all loops in %d messages; in the median it"
                            + " takes %d us more than one at once",
                    intervalMs,
                    parks,
                    spaced.getTotalCount(),
                    extraMicros);
        }
        return report.end();
    }

    /** Sends one message at a time and waits until all nodes have it; then for {@code pauseMs}. */
    private Histogram times(final LoadedRing ring, final int count, final long pauseMs) throws InterruptedException {
        final Histogram histogram = new Histogram(LONGEST_NS, 3);
        for (int i = 0; i < count; i++) {
            Thread.sleep(pauseMs);
            histogram.recordValue(ring.sendOne(i % NODES + 1, bytes));
        }
        return histogram;
    }

    private static long parks(final Report report, final LoadedRing ring) throws InterruptedException {
        return ring.counters(report).stream().mapToLong(NodeCounters::parks).sum();
    }

    private static void show(final Report report, final String what, final Histogram times) {
        final List<String> shown = new ArrayList<>();
        for (final double percentile : new double[] {50, 90, 99, 100}) {
            shown.add(String.valueOf(times.getValueAtPercentile(percentile) / NANOS_PER_MICRO));
        }
        report.row(
                "%-24s p50 %s us, p90 %s us, p99 %s us, max %s us, %d messages, load %s",
                what,
                shown.get(0),
                shown.get(1),
                shown.get(2),
                shown.get(3),
                times.getTotalCount(),
                ProcessFigures.load());
    }
}
