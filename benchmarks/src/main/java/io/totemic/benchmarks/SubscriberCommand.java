/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One subscriber that stops taking for a while. */
@Command(
        name = "subscriber",
        description =
                "Streams send as fast as they are let while one subscriber takes nothing for a while: what waits for it is"
                        + " bounded, nothing is lost, and the others wait and then go on.")
final class SubscriberCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final int SLOW = 3;
    private static final long LIMIT_S = 60;
    private static final long STEP_MS = 1_000;

    /** 16 MiB hold the ring back; 4 may stand in the node's own send queue by then, and a bit is on the ring. */
    private static final long BACKLOG_LIMIT_BYTES = 24L << 20;

    @Mixin
    private RingOptions options;

    @Option(names = "--bytes", defaultValue = "1000", description = "Length of a message; by default ${DEFAULT-VALUE}.")
    private int bytes;

    @Option(
            names = "--stall",
            defaultValue = "30",
            description = "Seconds without taking; by default ${DEFAULT-VALUE}.")
    private int stallSeconds;

    @Option(
            names = "--before",
            defaultValue = "10",
            description = "Seconds of load before and after; by default ${DEFAULT-VALUE}.")
    private int undisturbedSeconds;

    private record Figures(
            long taken, long backlogBytes, boolean isHeldBack, long heapMebibytes, long residentMebibytes) {}

    @Override
    public Integer call() throws Exception {
        if (bytes < Long.BYTES || stallSeconds < 1 || undisturbedSeconds < 1) {
            throw new BenchFailure("--bytes must be at least 8, --stall and --before at least 1");
        }
        final Report report = new Report("Subscriber: " + NODES + " processes that send " + bytes
                + " bytes at a time as fast as they are let; node " + SLOW + " takes nothing for " + stallSeconds
                + " s");
        try (BenchRing ring = new BenchRing(options, NODES, "", false)) {
            for (final int node : ring.nodes()) {
                ring.startMember(node).tell("STREAM");
            }
            for (final NodeProcess process : ring.processes()) {
                process.await("STREAMED", 0, LIMIT_S);
            }
            ring.processes().forEach(process -> process.tell("STREAM-WRITE " + bytes));
            Thread.sleep(TimeUnit.SECONDS.toMillis(undisturbedSeconds / 2));
            final double before = rate(report, ring, "before", undisturbedSeconds);
            ring.process(SLOW).tell("STALL");
            report.say("node %d takes nothing from here on", SLOW);
            long mostBacklog = 0;
            long mostHeap = 0;
            long mostResident = 0;
            boolean wasHeldBack = false;
            final long takenBefore = figures(ring.process(1)).taken();
            for (int second = 1; second <= stallSeconds; second++) {
                Thread.sleep(STEP_MS);
                final Figures slow = figures(ring.process(SLOW));
                mostBacklog = Math.max(mostBacklog, slow.backlogBytes());
                mostHeap = Math.max(mostHeap, slow.heapMebibytes());
                mostResident = Math.max(mostResident, slow.residentMebibytes());
                if (slow.isHeldBack() && !wasHeldBack) {
                    wasHeldBack = true;
                    report.say("the ring is held back after %d s", second);
                }
            }
            report.say(
                    "others took %d messages while it was stalled",
                    figures(ring.process(1)).taken() - takenBefore);
            ring.process(SLOW).tell("GO-ON");
            report.say("node %d goes on", SLOW);
            Thread.sleep(TimeUnit.SECONDS.toMillis(undisturbedSeconds / 2));
            final double after = rate(report, ring, "after", undisturbedSeconds);
            report.claim(wasHeldBack, "the ring was held back");
            report.claim(
                    mostBacklog <= BACKLOG_LIMIT_BYTES,
                    "most that waited for it: %.1f MiB; heap in use at most %d MiB, resident at most %d MiB",
                    mostBacklog / 1024.0 / 1024.0,
                    mostHeap,
                    mostResident);
            report.claim(
                    after >= 0.8 * before, "after it the rate is %.0f %% of the rate before", 100 * after / before);
            claimNothingLost(report, ring);
        }
        return report.end();
    }

    private static Figures figures(final NodeProcess process) throws InterruptedException {
        final List<String> fields = process.ask("TAKEN", "TAKEN", LIMIT_S).fields();
        return new Figures(
                Long.parseLong(fields.get(0)),
                Long.parseLong(fields.get(1)),
                Boolean.parseBoolean(fields.get(2)),
                Long.parseLong(fields.get(4)),
                ProcessFigures.mebibytes(process.pid(), "VmRSS"));
    }

    private static double rate(final Report report, final BenchRing ring, final String when, final int seconds)
            throws InterruptedException {
        final List<Double> rates = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            final long atNs = System.nanoTime();
            final long taken = figures(ring.process(1)).taken();
            Thread.sleep(STEP_MS);
            rates.add((figures(ring.process(1)).taken() - taken) * 1e9 / (System.nanoTime() - atNs));
        }
        rates.sort(null);
        final double median = rates.get(rates.size() / 2);
        report.say("%s: %.0f messages/s at node 1, median of %d seconds", when, median, seconds);
        return median;
    }

    private static void claimNothingLost(final Report report, final BenchRing ring) throws InterruptedException {
        final Map<Integer, Long> sent = new TreeMap<>();
        for (final NodeProcess process : ring.processes()) {
            sent.put(
                    process.node(),
                    Long.parseLong(process.ask("STREAM-STOP", "WRITTEN", LIMIT_S)
                            .fields()
                            .get(0)));
        }
        final long all = sent.values().stream().mapToLong(Long::longValue).sum();
        for (final NodeProcess process : ring.processes()) {
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
            long taken = figures(process).taken();
            while (taken != all && System.nanoTime() - endNs < 0) {
                Thread.sleep(100);
                taken = figures(process).taken();
            }
            report.claim(
                    taken == all && process.said("FAULT").isEmpty(),
                    "node %d took %d of %d messages, lost, doubled or out of order: %d",
                    process.node(),
                    taken,
                    all,
                    process.said("FAULT").size());
        }
    }
}
