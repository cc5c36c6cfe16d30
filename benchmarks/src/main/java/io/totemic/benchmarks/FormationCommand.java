/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.compare.Median;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long rings take to form: from a cold start, when a node comes back, and when two halves meet again. */
@Command(
        name = "formation",
        mixinStandardHelpOptions = true,
        description =
                "Starts daemons all at once, one alone, and one again; cuts a ring into halves and heals it. Times are those"
                        + " of the daemons' logs, from before the first process was started.")
final class FormationCommand implements Callable<Integer> {

    private static final long LIMIT_S = 90;
    private static final long SINGLE_GOAL_MS = 1_500;
    private static final long CALM_MS = 1_500;
    private static final int RING = 3;
    private static final int HALF = 2;
    private static final int TOKEN_MS = 1_000;

    @Mixin
    private RingOptions options;

    @Mixin
    private ContenderOptions contenders;

    @Option(
            names = "--nodes",
            split = ",",
            defaultValue = "3,8",
            description = "Daemons of a cold start; by default ${DEFAULT-VALUE}.")
    private List<Integer> nodes;

    @Option(names = "--rounds", defaultValue = "3", description = "Of each; by default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--output", description = "Write the figures to this file, as JSON.")
    private Path output;

    /** What forms. */
    enum Case {
        /** All at once, until all are quorate with all. */
        COLD_START,
        /** One of three in the nodelist, until OPERATIONAL. */
        SINGLE,
        /** One of three comes back, until all three are quorate with all. */
        REJOIN,
        /** Two halves meet, until all are quorate with all. */
        MERGE
    }

    /**
     * One formation.
     *
     * @param tookMs until the last node had decided, or until OPERATIONAL of a single one
     * @param configurations most that a node installed on the way
     */
    record Formation(String system, Case of, int nodes, int round, long tookMs, int configurations, String load) {}

    @Override
    public Integer call() throws Exception {
        final FigureFile file = new FigureFile(output);
        final String title = "Formation of rings, token " + TOKEN_MS + " ms, " + rounds + " rounds";
        final Report report = new Report(title);
        final List<String> transports = contenders.corosyncTransports();
        final int most = Math.max(
                2 * HALF,
                IntStream.concat(IntStream.of(RING), nodes.stream().mapToInt(each -> each))
                        .max()
                        .orElseThrow());
        final List<Formation> all = new ArrayList<>();
        try (NamespaceLab lab = ContenderOptions.lab("totemic-form", most)) {
            report.say(
                    "daemons stand %s",
                    lab == null ? "on loopback: no namespaces without root and ip" : "in network namespaces");
            for (int round = 1; round <= rounds; round++) {
                for (final int count : nodes) {
                    add(report, all, coldStart(new TotemicDaemons(options, lab, count, ""), count, round));
                    for (final String transport : transports) {
                        compare(report, all, new CorosyncDaemons(lab, transport, count, TOKEN_MS), count, round);
                    }
                }
                final Formation single = single(new TotemicDaemons(options, lab, RING, ""), round);
                add(report, all, single);
                report.claim(
                        single.tookMs() <= SINGLE_GOAL_MS,
                        "a single node was OPERATIONAL after %d ms (goal %d ms)",
                        single.tookMs(),
                        SINGLE_GOAL_MS);
                add(report, all, rejoin(new TotemicDaemons(options, lab, RING, ""), round));
                if (lab != null) {
                    add(report, all, merge(lab, round));
                }
            }
        }
        summarise(report, all);
        file.write(title, Map.of("formations", all));
        return report.end();
    }

    /** Another system may fail, and nothing is claimed of it. */
    private void compare(
            final Report report, final List<Formation> all, final Daemons daemons, final int count, final int round)
            throws IOException, InterruptedException {
        try {
            add(report, all, coldStart(daemons, count, round));
        } catch (final BenchFailure failure) {
            report.say("%s", failure.getMessage());
        }
    }

    private Formation coldStart(final Daemons daemons, final int count, final int round)
            throws IOException, InterruptedException {
        final List<Integer> everybody = RingOptions.nodes(count);
        try (DaemonCluster cluster = new DaemonCluster(daemons, options.isKept())) {
            final long startedMs = cluster.start(everybody);
            return quorate(cluster, daemons, Case.COLD_START, everybody, startedMs, round);
        }
    }

    private Formation single(final Daemons daemons, final int round) throws IOException, InterruptedException {
        try (DaemonCluster cluster = new DaemonCluster(daemons, options.isKept())) {
            final long startedMs = cluster.start(List.of(1));
            final long tookMs = cluster.awaitFormed(1, startedMs, LIMIT_S) - startedMs;
            return new Formation(daemons.label(), Case.SINGLE, 1, round, tookMs, 1, ProcessFigures.load());
        }
    }

    private Formation rejoin(final Daemons daemons, final int round) throws IOException, InterruptedException {
        final List<Integer> everybody = RingOptions.nodes(RING);
        final int victim = everybody.get(round % RING);
        final List<Integer> others =
                everybody.stream().filter(node -> node != victim).toList();
        try (DaemonCluster cluster = new DaemonCluster(daemons, options.isKept())) {
            cluster.await(everybody, everybody, cluster.start(everybody), LIMIT_S);
            Thread.sleep(CALM_MS);
            cluster.await(others, others, cluster.kill(victim), LIMIT_S);
            Thread.sleep(CALM_MS);
            final long startedMs = cluster.start(List.of(victim));
            return quorate(cluster, daemons, Case.REJOIN, everybody, startedMs, round);
        }
    }

    private Formation merge(final NamespaceLab lab, final int round) throws IOException, InterruptedException {
        final List<Integer> everybody = RingOptions.nodes(2 * HALF);
        final List<Integer> one = everybody.subList(0, HALF);
        final List<Integer> other = everybody.subList(HALF, 2 * HALF);
        final Daemons daemons = new TotemicDaemons(options, lab, 2 * HALF, "");
        try (DaemonCluster cluster = new DaemonCluster(daemons, options.isKept())) {
            cluster.await(everybody, everybody, cluster.start(everybody), LIMIT_S);
            Thread.sleep(CALM_MS);
            final long cutMs = System.currentTimeMillis();
            lab.cutOff(other);
            cluster.await(one, one, cutMs, LIMIT_S);
            cluster.await(other, other, cutMs, LIMIT_S);
            Thread.sleep(CALM_MS);
            final long healedMs = System.currentTimeMillis();
            lab.heal();
            return quorate(cluster, daemons, Case.MERGE, everybody, healedMs, round);
        } finally {
            lab.heal();
        }
    }

    private static Formation quorate(
            final DaemonCluster cluster,
            final Daemons daemons,
            final Case of,
            final List<Integer> everybody,
            final long sinceMs,
            final int round)
            throws InterruptedException {
        final Collection<RingChange> changes =
                cluster.await(everybody, everybody, sinceMs, LIMIT_S).values();
        if (!changes.stream().allMatch(RingChange::isQuorate)) {
            throw new BenchFailure(daemons.label() + ": a ring of all " + everybody + " is not quorate: " + changes);
        }
        return new Formation(
                daemons.label(),
                of,
                everybody.size(),
                round,
                changes.stream().mapToLong(RingChange::verdictMs).max().orElseThrow() - sinceMs,
                changes.stream().mapToInt(RingChange::configurations).max().orElseThrow(),
                ProcessFigures.load());
    }

    private static void add(final Report report, final List<Formation> all, final Formation formation) {
        all.add(formation);
        report.say(
                "%s, %s of %d, round %d: %d ms, %d configurations, load %s",
                formation.system(),
                formation.of(),
                formation.nodes(),
                formation.round(),
                formation.tookMs(),
                formation.configurations(),
                formation.load());
    }

    private static void summarise(final Report report, final List<Formation> all) {
        System.out.println();
        report.row("%-14s %-12s %6s %26s", "system", "case", "nodes", "ms");
        all.stream()
                .map(each -> List.of(each.system(), each.of().name(), String.valueOf(each.nodes())))
                .distinct()
                .forEach(key -> report.row(
                        "%-14s %-12s %6s %26s",
                        key.get(0),
                        key.get(1),
                        key.get(2),
                        Median.of(
                                        all.stream()
                                                .filter(each -> List.of(
                                                                each.system(),
                                                                each.of().name(),
                                                                String.valueOf(each.nodes()))
                                                        .equals(key))
                                                .toList(),
                                        Formation::tookMs)
                                .rounded()));
    }
}
