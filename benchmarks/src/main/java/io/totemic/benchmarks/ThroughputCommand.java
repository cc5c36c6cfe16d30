/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.Guarantee;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares accelerated windows: rings that differ in nothing else, one after the other, over and over. */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = "Three nodes send as fast as they are delivered, with one accelerated window and then the next.")
final class ThroughputCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private record Run(double messagesPerSecond, Histogram latencies) {}

    @Mixin
    private RingOptions options;

    @Option(
            names = "--windows",
            split = ",",
            defaultValue = "0,8,17",
            description = "Accelerated windows; by default ${DEFAULT-VALUE}.")
    private List<Integer> windows;

    @Option(names = "--bytes", defaultValue = "1000", description = "Bytes of a message; by default ${DEFAULT-VALUE}.")
    private int bytes;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Messages a second of each node; by default as many as are delivered.")
    private int rate;

    @Option(names = "--netmtu", defaultValue = "29620", description = "netmtu; by default ${DEFAULT-VALUE}.")
    private int netmtu;

    @Option(
            names = "--guarantee",
            defaultValue = "AGREED",
            description = "AGREED or SAFE; by default ${DEFAULT-VALUE}.")
    private Guarantee guarantee;

    @Option(names = "--seconds", defaultValue = "5", description = "How long each is measured.")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "5", description = "Seconds of load before that.")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "3", description = "How often each window comes.")
    private int rounds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final Report report = new Report(String.format(
                Locale.ROOT,
                "Throughput: %d processes, %s messages of %d bytes, %s, netmtu %d",
                NODES,
                guarantee,
                bytes,
                rate == SequenceWriter.SATURATING ? "as fast as delivered" : rate + "/s of each",
                netmtu));
        final Map<Integer, List<Run>> runs = new TreeMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (final int window : windows) {
                runs.computeIfAbsent(window, each -> new ArrayList<>()).add(run(report, window));
            }
        }
        final double reference = median(runs.get(windows.get(0)), Run::messagesPerSecond);
        runs.forEach((window, all) -> report.row(
                "accelerated_window %3d: median %.0f messages/s at each node, %.2f of the first; delivery p50 %.0f us, p99 %.0f us",
                window,
                median(all, Run::messagesPerSecond),
                median(all, Run::messagesPerSecond) / reference,
                median(all, run -> run.latencies().getValueAtPercentile(50) / NANOS_PER_MICRO),
                median(all, run -> run.latencies().getValueAtPercentile(99) / NANOS_PER_MICRO)));
        return report.end();
    }

    private Run run(final Report report, final int window) throws IOException, InterruptedException {
        final String totem = "    netmtu: " + netmtu + "\n    accelerated_window: " + window + "\n";
        try (LoadedRing ring = new LoadedRing(options, NODES, totem)) {
            ring.write(rate, bytes, guarantee);
            TimeUnit.SECONDS.sleep(warmUp);
            ring.measure();
            final long beganTicks = ring.cpuTicks();
            final long beganNs = System.nanoTime();
            TimeUnit.SECONDS.sleep(seconds);
            final long endedNs = System.nanoTime();
            final long ticks = ring.cpuTicks() - beganTicks;
            final List<LoadedRing.Measured> measured = ring.endMeasure();
            ring.stopWriting();
            ring.claimSameSequence(report);
            final double messages = measured.stream()
                    .mapToLong(node -> node.deliveredBetween(beganNs, endedNs))
                    .average()
                    .orElseThrow();
            final Histogram together = new Histogram(measured.get(0).latencies());
            together.reset();
            measured.forEach(node -> together.add(node.latencies()));
            final Run run = new Run(messages * NANOS_PER_SECOND / (endedNs - beganNs), together);
            report.row(
                    "accelerated_window %d: %.0f messages/s, %.2f us of processor time for each at all nodes together, load %s",
                    window,
                    run.messagesPerSecond(),
                    ticks * ProcessFigures.NANOS_PER_TICK / NANOS_PER_MICRO / messages,
                    ProcessFigures.load());
            ring.showRotation(report);
            return run;
        }
    }

    private static double median(final List<Run> runs, final java.util.function.ToDoubleFunction<Run> figure) {
        final double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
    }
}
