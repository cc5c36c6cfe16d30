/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What nodes cost, idle and at a rate: processor time, memory, allocation and pauses. */
@Command(
        name = "footprint",
        mixinStandardHelpOptions = true,
        description =
                "Processor time, resident memory, allocated bytes per delivered message and pauses of the collector, of three"
                        + " nodes that are idle and that send at a rate.")
final class FootprintCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final long LIMIT_S = 60;
    private static final int SAMPLE_S = 10;
    private static final double IDLE_GOAL_PERCENT = 5.0;
    private static final long RESIDENT_GOAL_MIB = 200;
    private static final double NANOS_PER_MICRO = 1e3;

    @Mixin
    private RingOptions options;

    @Option(names = "--seconds", defaultValue = "30", description = "Of each part; by default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "Seconds before each part; by default ${DEFAULT-VALUE}.")
    private int warmUpSeconds;

    @Option(
            names = "--rate",
            defaultValue = "1000",
            description = "Messages a second of each node; by default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--bytes", defaultValue = "1024", description = "Of a message; by default ${DEFAULT-VALUE}.")
    private int bytes;

    @Option(names = "--output", description = "Write the figures to this file, as JSON.")
    private Path output;

    /** An idle node. */
    record Idle(int node, double cpuPercent, long residentMib, long sharedMib) {}

    /**
     * A node at a rate.
     *
     * @param delivered messages delivered to its member
     * @param cpuMicrosPerMessage of its process
     * @param bytesPerMessage allocated by all threads together
     * @param heap by thread, and the pauses
     */
    record Loaded(
            int node,
            double cpuPercent,
            long residentMib,
            long delivered,
            double cpuMicrosPerMessage,
            double bytesPerMessage,
            HeapFigures heap) {}

    /** Whose code allocated, as a share of what was sampled at all nodes. */
    record Share(String owner, double percent) {}

    @Override
    public Integer call() throws Exception {
        final FigureFile file = new FigureFile(output);
        final String title = "Footprint: " + NODES + " processes, idle and with " + NODES + " x " + rate
                + " messages/s of " + bytes + " bytes";
        final Report report = new Report(title);
        final Map<String, List<?>> figures = new LinkedHashMap<>();
        try (LoadedRing ring = new LoadedRing(options, NODES, "")) {
            final String ringId = ring.ringId();
            report.say("ring %s formed, %d s to warm up", ringId, warmUpSeconds);
            TimeUnit.SECONDS.sleep(warmUpSeconds);
            figures.put("idle", idle(report, ring));
            ring.write(rate, bytes);
            TimeUnit.SECONDS.sleep(warmUpSeconds);
            figures.put("loaded", loaded(report, ring));
            figures.put("allocatedBy", sampled(report, ring));
            ring.stopWriting();
            ring.claimSameSequence(report);
            report.claim(ring.ringId().equals(ringId), "the ring is still %s", ringId);
        }
        file.write(title, figures);
        return report.end();
    }

    private List<Idle> idle(final Report report, final LoadedRing ring) throws InterruptedException {
        final Map<Integer, ProcessFigures> before = processes(ring);
        TimeUnit.SECONDS.sleep(seconds);
        final List<Idle> all = new ArrayList<>();
        for (final int node : ring.nodes()) {
            final long pid = ring.process(node).pid();
            final Idle idle = new Idle(
                    node,
                    ProcessFigures.of(pid).cpuPercentSince(before.get(node)),
                    ProcessFigures.mebibytes(pid, "VmRSS"),
                    ProcessFigures.mebibytes(pid, "RssShmem"));
            all.add(idle);
            report.claim(
                    idle.cpuPercent() <= IDLE_GOAL_PERCENT,
                    "node %d idle: %.2f %% of a core over %d s (goal %.0f), resident %d MiB of which %d shared memory, load %s",
                    node,
                    idle.cpuPercent(),
                    seconds,
                    IDLE_GOAL_PERCENT,
                    idle.residentMib(),
                    idle.sharedMib(),
                    ProcessFigures.load());
        }
        return all;
    }

    private List<Loaded> loaded(final Report report, final LoadedRing ring) throws InterruptedException {
        ring.measure();
        for (final int node : ring.nodes()) {
            ring.process(node).ask("HEAP", "COUNTING", LIMIT_S);
        }
        final Map<Integer, ProcessFigures> before = processes(ring);
        final long beganNs = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        final long endedNs = System.nanoTime();
        final Map<Integer, ProcessFigures> after = processes(ring);
        final Map<Integer, HeapFigures> heaps = new TreeMap<>();
        for (final int node : ring.nodes()) {
            heaps.put(
                    node,
                    HeapFigures.of(
                            ring.process(node).ask("END-HEAP", "HEAP", LIMIT_S).fields()));
        }
        final List<LoadedRing.Measured> measured = ring.endMeasure();
        LoadedRing.showLatencies(report, "delivery", measured);
        ring.showRotation(report);
        final List<Loaded> all = new ArrayList<>();
        for (final int node : ring.nodes()) {
            final long delivered = measured.get(node - 1).deliveredBetween(beganNs, endedNs);
            if (delivered == 0) {
                throw new BenchFailure("node " + node + " was delivered nothing in " + seconds + " s");
            }
            final HeapFigures heap = heaps.get(node);
            final Loaded loaded = new Loaded(
                    node,
                    after.get(node).cpuPercentSince(before.get(node)),
                    ProcessFigures.mebibytes(ring.process(node).pid(), "VmRSS"),
                    delivered,
                    (after.get(node).cpuTicks() - before.get(node).cpuTicks())
                            * ProcessFigures.NANOS_PER_TICK
                            / NANOS_PER_MICRO
                            / delivered,
                    (double) heap.allocatedBytes() / delivered,
                    heap);
            all.add(loaded);
            show(report, loaded);
        }
        return all;
    }

    private static void show(final Report report, final Loaded loaded) {
        report.claim(
                loaded.residentMib() <= RESIDENT_GOAL_MIB,
                "node %d: %.1f %% of a core, %.1f us of it for each of %d delivered messages, resident %d MiB (goal %d), load %s",
                loaded.node(),
                loaded.cpuPercent(),
                loaded.cpuMicrosPerMessage(),
                loaded.delivered(),
                loaded.residentMib(),
                RESIDENT_GOAL_MIB,
                ProcessFigures.load());
        report.row(
                "allocated %.0f bytes per delivered message; %d pauses, together %d ms, longest %d ms",
                loaded.bytesPerMessage(),
                loaded.heap().pauses(),
                loaded.heap().pausedMs(),
                loaded.heap().longestMs());
        loaded.heap().bytesByThread().entrySet().stream()
                .filter(each -> each.getValue() >= loaded.delivered())
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(each -> report.row(
                        "    of these by thread %s: %.0f",
                        each.getKey(), (double) each.getValue() / loaded.delivered()));
    }

    /** Afterwards, so that sampling is in none of the exact figures. */
    private static List<Share> sampled(final Report report, final LoadedRing ring) throws InterruptedException {
        for (final int node : ring.nodes()) {
            ring.process(node).ask("SAMPLE", "SAMPLING", LIMIT_S);
        }
        TimeUnit.SECONDS.sleep(SAMPLE_S);
        final Map<String, Long> byOwner = new TreeMap<>();
        for (final int node : ring.nodes()) {
            final List<String> said =
                    ring.process(node).ask("END-SAMPLE", "SAMPLED", LIMIT_S).fields();
            if (!said.isEmpty()) {
                HeapFigures.amounts(said.get(0)).forEach((owner, bytes) -> byOwner.merge(owner, bytes, Long::sum));
            }
        }
        final long all = byOwner.values().stream().mapToLong(Long::longValue).sum();
        final List<Share> shares = new ArrayList<>();
        byOwner.forEach((owner, bytes) -> shares.add(new Share(owner, 100.0 * bytes / all)));
        shares.sort((one, other) -> Double.compare(other.percent(), one.percent()));
        report.say(
                "allocated by the code of (samples of the flight recorder, %d s, by the innermost frame that is not the JDK's):",
                SAMPLE_S);
        shares.forEach(share -> report.row("%-12s %5.1f %%", share.owner(), share.percent()));
        return shares;
    }

    private static Map<Integer, ProcessFigures> processes(final LoadedRing ring) {
        final Map<Integer, ProcessFigures> all = new TreeMap<>();
        ring.nodes()
                .forEach(node ->
                        all.put(node, ProcessFigures.of(ring.process(node).pid())));
        return all;
    }
}
