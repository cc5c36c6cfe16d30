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

/** A ring one node of which is flooded by its own program: the token must not wait for it. */
@Command(
        name = "flood",
        mixinStandardHelpOptions = true,
        description = "Has many actors of one node multicast as fast as they are answered, and measures the rotation.")
final class FloodCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final int FLOODED = 2;
    private static final double ALLOWED_P99_MICROS = 100_000;

    @Mixin
    private RingOptions options;

    @Option(names = "--senders", defaultValue = "64", description = "Actors that flood; by default ${DEFAULT-VALUE}.")
    private int senders;

    @Option(names = "--seconds", defaultValue = "15", description = "How long each part is measured.")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        if (senders < 1 || seconds < 1) {
            throw new BenchFailure("--senders and --seconds must be at least 1");
        }
        final Report report = new Report("Flood: " + NODES + " processes that send 100 messages/s each; " + senders
                + " actors of node " + FLOODED + " then multicast as fast as they are answered");
        try (LoadedRing ring = new LoadedRing(options, NODES, "")) {
            final String before = ring.ringId();
            report.say("ring %s formed", before);
            ring.write(100, 100);
            TimeUnit.SECONDS.sleep(5);
            measure(report, ring, "before the flood");
            ring.process(FLOODED).tell("FLOOD " + senders);
            TimeUnit.SECONDS.sleep(5);
            final double p99Micros = measure(report, ring, "in the flood");
            report.claim(
                    p99Micros <= ALLOWED_P99_MICROS,
                    "rotation p99 %.0f us in the flood, allowed %.0f: a tenth of the token time-out",
                    p99Micros,
                    ALLOWED_P99_MICROS);
            ring.counters(report);
            final String after = ring.ringId();
            report.claim(before.equals(after), "ring %s before, ring %s after", before, after);
        }
        return report.end();
    }

    private double measure(final Report report, final LoadedRing ring, final String when) throws InterruptedException {
        ring.measure();
        TimeUnit.SECONDS.sleep(seconds);
        final List<LoadedRing.Measured> measured = ring.endMeasure();
        LoadedRing.showLatencies(report, "delivery " + when, measured);
        return ring.showRotation(report);
    }
}
