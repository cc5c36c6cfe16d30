/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.compare.GrowthRun.Writers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Medians of the rounds for each size of ring, and what each added node changed since the smallest ring that has a figure. */
final class GrowthTable {

    private static final String OURS = Contender.TOTEMIC.label();
    private static final String NOTHING = "-";
    private static final double PERCENT = 100;

    private final List<GrowthRun> runs;
    private final List<GrowthFailure> failures;
    private final Set<String> systems;
    private final Set<Integer> sizes = new TreeSet<>();

    /** Of these. */
    GrowthTable(final List<GrowthRun> runs, final List<GrowthFailure> failures) {
        this.runs = runs;
        this.failures = failures;
        final Set<String> present = new LinkedHashSet<>(Contender.labels());
        present.retainAll(Stream.concat(
                        runs.stream().map(GrowthRun::system), failures.stream().map(GrowthFailure::system))
                .toList());
        systems = present;
        runs.forEach(run -> sizes.add(run.nodes()));
        failures.forEach(failure -> sizes.add(failure.nodes()));
    }

    /** What each added node changed, as a part of what the smaller ring had. */
    static double relativeChangePerNode(
            final double smaller, final int smallerNodes, final double larger, final int largerNodes) {
        return (larger / smaller - 1) / (largerNodes - smallerNodes);
    }

    /** What each added node changed. */
    static double changePerNode(
            final double smaller, final int smallerNodes, final double larger, final int largerNodes) {
        return (larger - smaller) / (largerNodes - smallerNodes);
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "Throughput: messages/s delivered to each node's application; %% of the smallest ring's that each added"
                                + " node changed%n")
                + throughput()
                + String.format(
                        Locale.ROOT,
                        "%nRotation of the token, never held, in microseconds; what each added node changed since the smallest"
                                + " ring%n")
                + rotation()
                + remarks();
    }

    private String throughput() {
        final TextTable table = new TextTable();
        final List<String> head = new ArrayList<>(List.of("nodes", "writers"));
        for (final String system : systems) {
            head.addAll(List.of(system, "%/node"));
            if (!system.equals(OURS)) {
                head.add("x");
            }
        }
        table.row(head);
        for (final int nodes : sizes) {
            for (final Writers writers : List.of(Writers.ONE, Writers.ALL)) {
                final List<String> row = begin(nodes, writers);
                for (final String system : systems) {
                    row.add(cell(nodes, writers, system, GrowthRun::messagesPerSecond));
                    row.add(relativeChange(nodes, writers, system));
                    if (!system.equals(OURS)) {
                        row.add(ratio(
                                median(nodes, writers, OURS, GrowthRun::messagesPerSecond),
                                median(nodes, writers, system, GrowthRun::messagesPerSecond)));
                    }
                }
                table.row(row);
            }
        }
        return table.toString();
    }

    private String rotation() {
        final ToDoubleFunction<GrowthRun> p50 = run -> run.rotation().p50Micros();
        final ToDoubleFunction<GrowthRun> mean = run -> run.rotation().meanMicros();
        final TextTable table = new TextTable();
        final List<String> head = new ArrayList<>(List.of("nodes", "writers"));
        for (final String system : systems) {
            head.addAll(
                    system.equals(OURS)
                            ? List.of(system + " p50", "/node", "p99", "mean", "/node")
                            : List.of(system + " mean", "/node", "own ms", "x"));
        }
        table.row(head);
        for (final int nodes : sizes) {
            for (final Writers writers : Writers.values()) {
                final List<String> row = begin(nodes, writers);
                for (final String system : systems) {
                    if (system.equals(OURS)) {
                        row.add(cell(nodes, writers, system, p50));
                        row.add(change(nodes, writers, system, p50));
                        row.add(cell(
                                nodes, writers, system, run -> run.rotation().p99Micros()));
                    }
                    row.add(cell(nodes, writers, system, mean));
                    row.add(change(nodes, writers, system, mean));
                    if (!system.equals(OURS)) {
                        row.add(ownMean(nodes, writers, system));
                        row.add(ratio(median(nodes, writers, system, mean), median(nodes, writers, OURS, mean)));
                    }
                }
                table.row(row);
            }
        }
        return table.toString();
    }

    private String remarks() {
        final StringBuilder text = new StringBuilder();
        if (systems.stream().anyMatch(system -> !system.equals(OURS))) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nCorosync tells no distribution: its mean is the time by the tokens that it counted (orf_token_rx); \"own ms\""
                            + " is its mtt_rx_token, in whole ms.%n"));
        }
        for (final GrowthFailure failure : failures) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s, %d nodes, round %d, %s: %s%n",
                    failure.system(),
                    failure.nodes(),
                    failure.round(),
                    failure.hasFormed() ? "not measured to the end" : "no ring",
                    failure.reason()));
        }
        for (final GrowthRun run : runs) {
            if (!run.remark().isEmpty()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%s, %d nodes, %d of them writing, round %d: %s%n",
                        run.system(),
                        run.nodes(),
                        run.writers(),
                        run.round(),
                        run.remark()));
            }
        }
        if (!runs.isEmpty()) {
            final Median load = Median.of(runs, GrowthRun::load);
            text.append(String.format(
                    Locale.ROOT,
                    "load during the runs: %.1f (%.1f-%.1f)%n",
                    load.middle(),
                    load.least(),
                    load.greatest()));
        }
        return text.toString();
    }

    private static List<String> begin(final int nodes, final Writers writers) {
        return new ArrayList<>(List.of(String.valueOf(nodes), String.valueOf(writers.of(nodes))));
    }

    /** The figure, or why there is none. */
    private String cell(
            final int nodes, final Writers writers, final String system, final ToDoubleFunction<GrowthRun> figure) {
        final OptionalDouble median = median(nodes, writers, system, figure);
        if (median.isPresent()) {
            return ComparisonTable.number(median.getAsDouble());
        }
        final List<GrowthFailure> own = failures.stream()
                .filter(failure -> failure.nodes() == nodes && failure.system().equals(system))
                .toList();
        if (own.isEmpty()) {
            return NOTHING;
        }
        return own.stream().anyMatch(GrowthFailure::hasFormed) ? "ended" : "no ring";
    }

    private String relativeChange(final int nodes, final Writers writers, final String system) {
        final ToDoubleFunction<GrowthRun> figure = GrowthRun::messagesPerSecond;
        final int smallest = smallest(writers, system, figure);
        final OptionalDouble now = median(nodes, writers, system, figure);
        if (now.isEmpty() || nodes == smallest) {
            return NOTHING;
        }
        final double before = median(smallest, writers, system, figure).orElseThrow();
        return String.format(
                Locale.ROOT, "%+.1f", PERCENT * relativeChangePerNode(before, smallest, now.getAsDouble(), nodes));
    }

    private String change(
            final int nodes, final Writers writers, final String system, final ToDoubleFunction<GrowthRun> figure) {
        final int smallest = smallest(writers, system, figure);
        final OptionalDouble now = median(nodes, writers, system, figure);
        if (now.isEmpty() || nodes == smallest) {
            return NOTHING;
        }
        final double before = median(smallest, writers, system, figure).orElseThrow();
        return String.format(Locale.ROOT, "%+.1f", changePerNode(before, smallest, now.getAsDouble(), nodes));
    }

    /** The smallest ring that has the figure; -1 if none has. */
    private int smallest(final Writers writers, final String system, final ToDoubleFunction<GrowthRun> figure) {
        return sizes.stream()
                .filter(size -> median(size, writers, system, figure).isPresent())
                .findFirst()
                .orElse(-1);
    }

    private String ownMean(final int nodes, final Writers writers, final String system) {
        final long[] all = of(nodes, writers, system)
                .mapToLong(run -> run.rotation().ownMeanMillis())
                .filter(millis -> millis >= 0)
                .sorted()
                .toArray();
        return all.length == 0
                ? NOTHING
                : String.valueOf(Arrays.stream(all)
                        .skip((all.length - 1) / 2)
                        .findFirst()
                        .orElseThrow());
    }

    /** Empty if there is no run, or none with more than nothing. */
    private OptionalDouble median(
            final int nodes, final Writers writers, final String system, final ToDoubleFunction<GrowthRun> figure) {
        final List<GrowthRun> measured = of(nodes, writers, system)
                .filter(run -> figure.applyAsDouble(run) > 0)
                .toList();
        return measured.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Median.of(measured, figure).middle());
    }

    private Stream<GrowthRun> of(final int nodes, final Writers writers, final String system) {
        return runs.stream()
                .filter(run -> run.nodes() == nodes
                        && run.kind() == writers
                        && run.system().equals(system));
    }

    private static String ratio(final OptionalDouble better, final OptionalDouble base) {
        return better.isEmpty() || base.isEmpty()
                ? NOTHING
                : String.format(Locale.ROOT, "%.2f", better.getAsDouble() / base.getAsDouble());
    }
}
