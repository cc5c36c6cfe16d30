/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A saturated ring, one node of which is stopped again and again for less than the token time-out. */
@Command(
        name = "stall",
        mixinStandardHelpOptions = true,
        description = "Stops a node of a saturated ring for less than the token time-out, again and again.")
final class StallCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final double ALLOWED_SHARE = 0.8;

    /** What was measured during the stops, when each began, and the end of the last window, and when each ended. */
    private record Stops(List<LoadedRing.Measured> measured, List<Long> stopsNs, List<Long> continuesNs) {}

    @Mixin
    private RingOptions options;

    @Option(
            names = "--pause",
            defaultValue = "300",
            description = "Length of a stop in ms; by default ${DEFAULT-VALUE}.")
    private long pauseMs;

    @Option(
            names = "--every",
            defaultValue = "2000",
            description = "From stop to stop in ms; by default ${DEFAULT-VALUE}.")
    private long everyMs;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long nodes are stopped; by default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--node", defaultValue = "2", description = "Which node is stopped; by default ${DEFAULT-VALUE}.")
    private int stopped;

    @Option(names = "--bytes", defaultValue = "1000", description = "Length of a message.")
    private int bytes;

    @Option(names = "--warm-up", defaultValue = "15", description = "Seconds of load before anything is measured.")
    private int warmUp;

    @Override
    public Integer call() throws Exception {
        if (pauseMs < 1 || everyMs <= pauseMs || seconds < 1 || stopped < 1 || stopped > NODES) {
            throw new BenchFailure("--pause must be at least 1 and below --every, --node from 1 to " + NODES);
        }
        final Report report = new Report("Stall: " + NODES + " processes, all sending " + bytes
                + " bytes as fast as they are delivered, node " + stopped + " stopped for " + pauseMs + " ms every "
                + everyMs + " ms, token: 1000");
        try (LoadedRing ring = new LoadedRing(options, NODES, "")) {
            final String before = ring.ringId();
            report.say("ring %s formed", before);
            ring.write(SequenceWriter.SATURATING, bytes);
            TimeUnit.SECONDS.sleep(warmUp);
            final List<NodeCounters> countersBefore = ring.counters(report);
            final double undisturbedBefore = undisturbed(report, ring, "before");
            final Stops stops = stops(report, ring);
            // The larger of both: a ring that was still warming up must not make the claim easy.
            final double undisturbed = Math.max(undisturbedBefore, undisturbed(report, ring, "after"));
            claimThroughput(report, stops, undisturbed);
            ring.stopWriting();
            ring.claimSameSequence(report);
            final List<NodeCounters> countersAfter = ring.counters(report);
            boolean isSteady = true;
            for (int i = 0; i < NODES; i++) {
                isSteady &= countersBefore.get(i).gatherEntered()
                        == countersAfter.get(i).gatherEntered();
            }
            final String after = ring.ringId();
            report.claim(
                    isSteady && before.equals(after),
                    "no node left OPERATIONAL; ring %s before, ring %s after",
                    before,
                    after);
        }
        return report.end();
    }

    /** Messages a second at each node, nobody stopped, for a sixth of the time of the stops. */
    private double undisturbed(final Report report, final LoadedRing ring, final String when)
            throws InterruptedException {
        ring.measure();
        final long beganNs = System.nanoTime();
        Thread.sleep(TimeUnit.SECONDS.toMillis(seconds) / 6);
        final long endedNs = System.nanoTime();
        final List<LoadedRing.Measured> measured = ring.endMeasure();
        LoadedRing.showLatencies(report, "delivery undisturbed " + when, measured);
        ring.showRotation(report);
        final double perSecond = measured.stream()
                .mapToDouble(node -> node.deliveredBetween(beganNs, endedNs) * 1e9 / (endedNs - beganNs))
                .average()
                .orElseThrow();
        report.say("undisturbed %s: %.0f messages/s at each node, load %s", when, perSecond, ProcessFigures.load());
        return perSecond;
    }

    private Stops stops(final Report report, final LoadedRing ring) throws Exception {
        final List<Long> stopsNs = new ArrayList<>();
        final List<Long> continuesNs = new ArrayList<>();
        ring.measure();
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() - endNs < 0) {
            ring.process(stopped).signal("STOP");
            stopsNs.add(System.nanoTime());
            Thread.sleep(pauseMs);
            ring.process(stopped).signal("CONT");
            continuesNs.add(System.nanoTime());
            Thread.sleep(everyMs - pauseMs);
        }
        stopsNs.add(System.nanoTime());
        final List<LoadedRing.Measured> measured = ring.endMeasure();
        LoadedRing.showLatencies(report, "delivery with stops", measured);
        ring.showRotation(report);
        return new Stops(measured, stopsNs, continuesNs);
    }

    private void claimThroughput(final Report report, final Stops stops, final double undisturbed) {
        double least = Double.MAX_VALUE;
        double sum = 0;
        long longestSilenceNs = 0;
        final int count = stops.continuesNs().size();
        for (int i = 0; i < count; i++) {
            final long fromNs = stops.continuesNs().get(i);
            final long toNs = stops.stopsNs().get(i + 1);
            double perSecond = 0;
            long silenceNs = 0;
            for (final LoadedRing.Measured node : stops.measured()) {
                perSecond += node.deliveredBetween(fromNs, toNs) * 1e9 / (toNs - fromNs) / NODES;
                silenceNs = Math.max(silenceNs, node.silenceAfterNs(fromNs));
            }
            report.row(
                    "stop %2d: until the next %.0f messages/s, %.0f %% of the undisturbed; silent for %d ms after SIGCONT",
                    i + 1, perSecond, 100 * perSecond / undisturbed, TimeUnit.NANOSECONDS.toMillis(silenceNs));
            least = Math.min(least, perSecond / undisturbed);
            sum += perSecond / undisturbed;
            longestSilenceNs = Math.max(longestSilenceNs, silenceNs);
        }
        report.claim(
                sum / count >= ALLOWED_SHARE,
                "between %d stops on average %.0f %% of the undisturbed %.0f messages/s, at least %.0f %%; longest silence %d ms",
                count,
                100 * sum / count,
                undisturbed,
                100 * least,
                TimeUnit.NANOSECONDS.toMillis(longestSilenceNs));
    }
}
