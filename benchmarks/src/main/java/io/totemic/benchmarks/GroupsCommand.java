/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many groups with members that come and go, on nodes that are killed and started again. */
@Command(
        name = "groups",
        description =
                "Members join and leave many groups at random under load while nodes are killed and started again: all who"
                        + " were told two views must have been told the same in between, and in the end nobody sees a ghost.")
final class GroupsCommand implements Callable<Integer> {

    private static final long RING_LIMIT_S = 60;
    private static final long LIFE_MIN_MS = 4_000;
    private static final int LIFE_SPREAD_MS = 8_000;
    private static final long SETTLE_MS = 3_000;

    @Mixin
    private RingOptions options;

    @Option(names = "--nodes", defaultValue = "5", description = "By default ${DEFAULT-VALUE}.")
    private int nodeCount;

    @Option(names = "--groups", defaultValue = "50", description = "By default ${DEFAULT-VALUE}.")
    private int groups;

    @Option(
            names = "--rate",
            defaultValue = "2000",
            description = "Messages a second of all nodes; by default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--seconds", defaultValue = "180", description = "By default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of who joins, leaves and is killed; by default ${DEFAULT-VALUE}.")
    private long seed;

    private final Map<String, String> told = new HashMap<>();
    private final List<String> differing = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long segments;
    private long compared;
    private long messages;
    private long refused;

    @Override
    public Integer call() throws Exception {
        if (nodeCount < 3 || groups < 1 || rate < 1 || seconds < 1) {
            throw new BenchFailure("--nodes must be at least 3, --groups, --rate and --seconds at least 1");
        }
        final Report report = new Report("Groups: " + nodeCount + " processes, " + groups + " groups, " + rate
                + " messages/s of " + ChurnListener.MESSAGE_BYTES + " bytes, seed " + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        try (BenchRing ring = new BenchRing(options, nodeCount, "", false)) {
            for (final int node : ring.nodes()) {
                begin(ring, node, random);
            }
            ring.awaitRing(ring.nodes(), RING_LIMIT_S);
            report.say("ring formed");
            int kills = 0;
            final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() - endNs < 0) {
                Thread.sleep(LIFE_MIN_MS + random.nextInt(LIFE_SPREAD_MS));
                final int victim = ring.nodes().get(random.nextInt(nodeCount));
                final NodeProcess killed = ring.process(victim);
                ring.kill(victim);
                kills++;
                collect(killed);
                Thread.sleep(random.nextInt(LIFE_SPREAD_MS / 2));
                begin(ring, victim, random);
            }
            ring.awaitRing(ring.nodes(), RING_LIMIT_S);
            report.say("%d nodes were killed and started again", kills);
            claimNoGhosts(report, ring);
            ring.processes().forEach(this::collect);
            report.claim(
                    differing.isEmpty() && compared > 0,
                    "%d pieces between two views with %d messages, %d of them seen by others too and compared, %s",
                    segments,
                    messages,
                    compared,
                    differing.isEmpty() ? "all equal" : differing.size() + " differ: " + differing.get(0));
            report.claim(
                    faults.isEmpty(),
                    "messages of one member that were lost, doubled or out of order: %d %s",
                    faults.size(),
                    faults.isEmpty() ? "" : faults.get(0));
            report.say("messages that were refused: %d", refused);
        }
        return report.end();
    }

    private void begin(final BenchRing ring, final int node, final SplittableRandom random) throws Exception {
        final NodeProcess process = ring.startMember(node);
        process.tell("CHURN " + groups + " " + Math.max(1, rate / nodeCount) + " " + random.nextLong());
    }

    private void collect(final NodeProcess process) {
        for (final NodeProcess.Line line : process.said("BETWEEN")) {
            final List<String> fields = line.fields();
            final String key = fields.get(0) + " " + fields.get(1) + " " + fields.get(2);
            final String value = fields.get(3) + " messages, " + fields.get(4);
            segments++;
            messages += Long.parseLong(fields.get(3));
            final String known = told.putIfAbsent(key, value);
            if (known != null) {
                compared++;
                if (!known.equals(value)) {
                    differing.add(key + ": node " + process.node() + " was told " + value + ", another " + known);
                }
            }
        }
        process.said("FAULT").forEach(line -> faults.add("node " + process.node() + " " + line.fields()));
        refused += process.said("REFUSED").size();
    }

    /** In the end all nodes see the same groups, and whoever stands there says so of itself. */
    private void claimNoGhosts(final Report report, final BenchRing ring) throws InterruptedException {
        final TreeMap<String, TreeSet<String>> there = new TreeMap<>();
        for (final NodeProcess process : ring.processes()) {
            final NodeProcess.Line line = process.ask("END-CHURN", "MEMBER-OF", RING_LIMIT_S);
            for (final String entry : line.fields().get(0).split(",", -1)) {
                final String[] parts = entry.split("=", -1);
                if (parts.length == 2) {
                    there.computeIfAbsent(parts[0], group -> new TreeSet<>()).add(parts[1]);
                }
            }
        }
        Thread.sleep(SETTLE_MS);
        for (final NodeProcess process : ring.processes()) {
            final NodeProcess.Line line = process.ask("GROUPS", "GROUPS", RING_LIMIT_S);
            final TreeMap<String, TreeSet<String>> seen = new TreeMap<>();
            for (final String entry : line.fields().get(0).split(";", -1)) {
                final String[] parts = entry.split("=", -1);
                if (parts.length == 2 && parts[0].startsWith("group-")) {
                    seen.put(parts[0], new TreeSet<>(List.of(parts[1].split(",", -1))));
                }
            }
            report.claim(
                    seen.equals(there),
                    "node %d sees %d groups with %d members, those that are there%s",
                    process.node(),
                    seen.size(),
                    seen.values().stream().mapToInt(TreeSet::size).sum(),
                    seen.equals(there) ? "" : ": " + seen + " instead of " + there);
        }
    }
}
