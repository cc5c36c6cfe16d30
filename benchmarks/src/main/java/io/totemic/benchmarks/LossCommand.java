/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A ring whose links lose frames of all kinds: nothing may be missing or out of order, and how late it comes is told. */
@Command(
        name = "loss",
        mixinStandardHelpOptions = true,
        description =
                "Loses frames on every link of a ring under load; compares what was delivered, and says how late.")
final class LossCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final double ALLOWED_BELOW_RATE = 0.98;

    @Mixin
    private RingOptions options;

    @Option(names = "--loss", defaultValue = "5", description = "Percent of the frames of each link.")
    private double loss;

    @Option(
            names = "--packet-bytes",
            defaultValue = "0",
            description = "The loss is of packets of so many bytes, and a frame that has more is lost with any of them;"
                    + " by default it is of whole frames.")
    private int packetBytes;

    @Option(names = "--rate", defaultValue = "5000", description = "Messages a second of each of three writers.")
    private int rate;

    @Option(names = "--bytes", defaultValue = "1000", description = "Length of a message.")
    private int bytes;

    @Option(names = "--seconds", defaultValue = "20", description = "How long it is measured.")
    private int seconds;

    @Option(names = "--miss-count", defaultValue = "5", description = "miss_count_const; by default ${DEFAULT-VALUE}.")
    private int missCount;

    @Option(names = "--warm-up", defaultValue = "10", description = "Seconds of load before it is measured.")
    private int warmUp;

    @Option(names = "--seed", defaultValue = "1", description = "Of what is lost.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        if (rate < 1 || seconds < 1 || packetBytes < 0 || loss < 0 || loss >= 100) {
            throw new BenchFailure(
                    "--rate and --seconds must be at least 1, --packet-bytes at least 0, --loss from 0 to below 100");
        }
        final Report report = new Report("Loss: " + NODES + " processes, " + loss + " % of the "
                + (packetBytes == 0 ? "frames" : "packets of " + packetBytes + " bytes") + " of each link lost, "
                + NODES
                + " writers of " + rate + " messages/s of " + bytes + " bytes, seed " + seed);
        try (LoadedRing ring = new LoadedRing(options, NODES, "    miss_count_const: " + missCount + "\n")) {
            final String before = ring.ringId();
            report.say("ring %s formed", before);
            ring.write(rate, bytes);
            TimeUnit.SECONDS.sleep(warmUp);
            ring.awaitCaughtUp(report);
            measure(report, ring, "without loss");
            for (final int node : ring.nodes()) {
                ring.process(node).tell("LOSE " + loss + " " + (seed * NODES + node) + " " + packetBytes);
            }
            TimeUnit.SECONDS.sleep(1);
            final double rateKept = measure(report, ring, "with " + loss + " % loss");
            ring.stopWriting();
            ring.claimSameSequence(report);
            report.claim(
                    rateKept >= ALLOWED_BELOW_RATE,
                    "%.1f %% of the messages that were due were delivered while it was measured",
                    100 * rateKept);
            final List<NodeCounters> counters = ring.counters(report);
            if (loss > 0) {
                report.claim(
                        counters.stream().allMatch(node -> node.lostFrames() > 0), "frames were lost at every node");
            }
            final String after = ring.ringId();
            report.claim(before.equals(after), "ring %s before, ring %s after", before, after);
        }
        return report.end();
    }

    private double measure(final Report report, final LoadedRing ring, final String what) throws InterruptedException {
        ring.measure();
        final long beganNs = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        final long endedNs = System.nanoTime();
        final List<LoadedRing.Measured> measured = ring.endMeasure();
        LoadedRing.showLatencies(report, "delivery " + what, measured);
        ring.showRotation(report);
        final double dueMessages = (double) NODES * rate * (endedNs - beganNs) / 1e9;
        return measured.stream()
                .mapToDouble(node -> node.deliveredBetween(beganNs, endedNs) / dueMessages)
                .min()
                .orElseThrow();
    }
}
