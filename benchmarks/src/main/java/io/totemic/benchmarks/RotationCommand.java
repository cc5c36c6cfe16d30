/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.NodeProcess.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long the token takes round a ring of three processes that never hold it, for each way to wait. */
@Command(
        name = "rotation",
        mixinStandardHelpOptions = true,
        description = "Rotation time of a token that is never held, and processor time, for each idle strategy.")
final class RotationCommand implements Callable<Integer> {

    private static final int NODES = 3;
    private static final long RING_LIMIT_S = 30;
    private static final long WARM_UP_MS = 1_000;
    private static final String NEVER_HELD = "    seqno_unchanged_const: 2147483647\n";
    private static final double NANOS_PER_MICRO = 1e3;

    @Mixin
    private RingOptions options;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "Measured in each round; by default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Of each strategy; by default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--strategies",
            split = ",",
            defaultValue = "yielding,backoff,parking",
            description = "Which, of these and busy_spin; by default ${DEFAULT-VALUE}.")
    private List<String> strategies;

    /** One round on the first node; times in µs, processor time in percent of a core as a mean of the nodes. */
    private record Figures(double p50, double p99, double p999, double max, double cpuPercent, double load) {}

    @Override
    public Integer call() throws Exception {
        final Report report = new Report("Rotation of a free-running token, " + NODES + " processes, no data");
        final Map<String, List<Figures>> measured = new TreeMap<>();
        try (BenchRing ring = new BenchRing(options, NODES, NEVER_HELD, false)) {
            for (final int node : ring.nodes()) {
                ring.startMember(node);
            }
            report.say("ring %s formed", ring.awaitRing(ring.nodes(), RING_LIMIT_S));
            Thread.sleep(2 * WARM_UP_MS);
            report.row(
                    "%-10s %8s %8s %8s %9s %8s %6s",
                    "strategy", "p50 us", "p99 us", "p99.9 us", "max us", "cpu %", "load");
            for (int round = 0; round < rounds; round++) {
                for (final String strategy : strategies) {
                    final Figures figures = measure(ring, strategy);
                    measured.computeIfAbsent(strategy, unused -> new ArrayList<>())
                            .add(figures);
                    show(report, strategy, figures);
                }
            }
            ring.awaitRing(ring.nodes(), RING_LIMIT_S);
        }
        System.out.println();
        report.row("medians of %d rounds", rounds);
        measured.forEach((strategy, all) -> show(report, strategy, median(all)));
        return report.end();
    }

    private Figures measure(final BenchRing ring, final String strategy) throws InterruptedException {
        ring.processes().forEach(process -> process.tell("IDLE " + strategy));
        Thread.sleep(WARM_UP_MS);
        final List<ProcessFigures> before = new ArrayList<>();
        ring.processes().forEach(process -> before.add(ProcessFigures.of(process.pid())));
        final NodeProcess first = ring.process(1);
        first.tell("BEGIN");
        TimeUnit.SECONDS.sleep(seconds);
        final Line said = first.ask("END", "ROTATION", RING_LIMIT_S);
        double cpuPercent = 0;
        int index = 0;
        for (final NodeProcess process : ring.processes()) {
            cpuPercent += ProcessFigures.of(process.pid()).cpuPercentSince(before.get(index++)) / NODES;
        }
        final double[] micros = said.fields().stream()
                .mapToDouble(field -> Long.parseLong(field) / NANOS_PER_MICRO)
                .toArray();
        return new Figures(
                micros[1], micros[2], micros[3], micros[4], cpuPercent, Double.parseDouble(ProcessFigures.load()));
    }

    private static Figures median(final List<Figures> all) {
        return new Figures(
                median(all.stream().mapToDouble(Figures::p50).toArray()),
                median(all.stream().mapToDouble(Figures::p99).toArray()),
                median(all.stream().mapToDouble(Figures::p999).toArray()),
                median(all.stream().mapToDouble(Figures::max).toArray()),
                median(all.stream().mapToDouble(Figures::cpuPercent).toArray()),
                median(all.stream().mapToDouble(Figures::load).toArray()));
    }

    private static double median(final double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static void show(final Report report, final String strategy, final Figures figures) {
        report.row(
                "%-10s %8.1f %8.1f %8.1f %9.0f %8.1f %6.1f",
                strategy,
                figures.p50(),
                figures.p99(),
                figures.p999(),
                figures.max(),
                figures.cpuPercent(),
                figures.load());
    }
}
