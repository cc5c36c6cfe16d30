/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.NodeProcess.Line;
import io.totemic.benchmarks.compare.GrowthComparison;
import io.totemic.benchmarks.compare.GrowthResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What another node costs: rotation and throughput of rings of several sizes, all on this machine. */
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        description =
                "Rotation of a token that is never held, and throughput with one writer and with all, of rings of several"
                        + " sizes. All processes share this machine's cores. With --against beside Corosync, in network namespaces.")
final class ScaleCommand implements Callable<Integer> {

    private static final long LIMIT_S = 60;
    private static final int LEAST_NODES = 2;
    private static final int MOST_NODES = 63;
    private static final String NEVER_HELD = "    seqno_unchanged_const: 2147483647\n";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    @Mixin
    private RingOptions options;

    @Mixin
    private ContenderOptions contenders;

    @Option(
            names = "--nodes",
            split = ",",
            defaultValue = "3,5,8",
            description = "Processes of each ring; by default ${DEFAULT-VALUE}.")
    private List<Integer> nodes;

    @Option(names = "--bytes", defaultValue = "1024", description = "Of a message; by default ${DEFAULT-VALUE}.")
    private int bytes;

    @Option(names = "--seconds", defaultValue = "5", description = "Of each measurement; by default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            description =
                    "Seconds before each measurement; by default ${DEFAULT-VALUE}. With --against once for each ring, of load,"
                            + " and longer in proportion on more than three nodes.")
    private int warmUpSeconds;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "With --against: of all rings; medians are shown. By default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--output", description = "Write the figures to this file, as JSON.")
    private Path output;

    /**
     * One measurement.
     *
     * @param writers how many nodes send as fast as they are delivered
     * @param messagesPerSecond delivered at each node, mean of the nodes
     * @param rotations of the token at node 1 while it was measured
     */
    record Scale(
            int nodes,
            int writers,
            double messagesPerSecond,
            long rotations,
            double rotationP50Micros,
            double rotationP99Micros,
            String load) {}

    @Override
    public Integer call() throws Exception {
        for (final int count : nodes) {
            if (count < LEAST_NODES) {
                throw new BenchFailure("--nodes has " + count + ", must be at least " + LEAST_NODES);
            }
        }
        final List<String> transports = contenders.corosyncTransports();
        if (!transports.isEmpty()) {
            return compare(transports);
        }
        final FigureFile file = new FigureFile(output);
        final String title = "Growth of rings on one machine, messages of " + bytes + " bytes";
        final Report report = new Report(title);
        final List<Scale> all = new ArrayList<>();
        for (final int count : nodes) {
            all.addAll(measure(report, count));
        }
        System.out.println();
        report.row(
                "%5s %8s %12s %14s %14s %6s", "nodes", "writers", "messages/s", "rotation p50", "rotation p99", "load");
        all.forEach(each -> report.row(
                "%5d %8d %12.0f %11.0f us %11.0f us %6s",
                each.nodes(),
                each.writers(),
                each.messagesPerSecond(),
                each.rotationP50Micros(),
                each.rotationP99Micros(),
                each.load()));
        file.write(title, Map.of("scales", all));
        return report.end();
    }

    /** In namespaces, with the members of {@code bench compare}. */
    private int compare(final List<String> transports) throws IOException, InterruptedException {
        if (options.isEncrypted()) {
            throw new BenchFailure("--against measures in the clear only; leave --cipher out");
        }
        if (rounds < 1 || nodes.stream().anyMatch(count -> count > MOST_NODES)) {
            throw new BenchFailure("--rounds must be at least 1, and --nodes with --against at most " + MOST_NODES
                    + ": more than its members tell apart");
        }
        final FigureFile file = new FigureFile(output);
        final String title = "Growth of rings on one machine beside Corosync, messages of " + bytes + " bytes";
        final Report report = new Report(title);
        final GrowthResults results = new GrowthComparison(
                        new GrowthComparison.Plan(nodes, bytes, rounds, seconds, warmUpSeconds, options.isKept()),
                        transports,
                        options.totemLines(),
                        options.httpPort(),
                        sentence -> report.say("%s", sentence))
                .run();
        System.out.println();
        System.out.println(results);
        file.write(title, Map.of("runs", results.runs(), "failures", results.failures()));
        report.claim(results.failures().isEmpty(), "each ring formed and was measured to the end");
        report.claim(results.isOneOrder(), "one order and nothing missing in each run of Totemic");
        return report.end();
    }

    private List<Scale> measure(final Report report, final int count) throws IOException, InterruptedException {
        final List<Scale> all = new ArrayList<>();
        try (LoadedRing ring = new LoadedRing(options, count, NEVER_HELD)) {
            final String ringId = ring.ringId();
            report.say("ring %s of %d formed", ringId, count);
            for (final int writers : List.of(0, 1, count)) {
                final Scale scale = measure(ring, writers);
                all.add(scale);
                report.say(
                        "%d nodes, %d writers: %.0f messages/s at each node, rotation p50 %.0f us, p99 %.0f us, load %s",
                        count,
                        writers,
                        scale.messagesPerSecond(),
                        scale.rotationP50Micros(),
                        scale.rotationP99Micros(),
                        scale.load());
            }
            ring.claimSameSequence(report);
            report.claim(ring.ringId().equals(ringId), "the ring of %d is still %s", count, ringId);
        }
        return all;
    }

    private Scale measure(final LoadedRing ring, final int writers) throws InterruptedException {
        if (writers > 0) {
            ring.write(ring.nodes().subList(0, writers), SequenceWriter.SATURATING, bytes);
        }
        TimeUnit.SECONDS.sleep(warmUpSeconds);
        ring.measure();
        final long beganNs = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        final long endedNs = System.nanoTime();
        final List<LoadedRing.Measured> measured = ring.endMeasure();
        final Line rotation = ring.process(1).ask("END", "ROTATION", LIMIT_S);
        final String load = ProcessFigures.load();
        if (writers > 0) {
            ring.stopWriting();
        }
        return new Scale(
                ring.nodes().size(),
                writers,
                measured.stream()
                                .mapToLong(node -> node.deliveredBetween(beganNs, endedNs))
                                .average()
                                .orElseThrow()
                        * NANOS_PER_SECOND
                        / (endedNs - beganNs),
                Long.parseLong(rotation.fields().get(0)),
                Long.parseLong(rotation.fields().get(1)) / NANOS_PER_MICRO,
                Long.parseLong(rotation.fields().get(2)) / NANOS_PER_MICRO,
                load);
    }
}
