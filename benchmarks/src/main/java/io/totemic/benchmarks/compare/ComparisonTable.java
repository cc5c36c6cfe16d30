/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Medians of all rounds, with the least and the greatest, and how many times better Totemic is than each of the others. */
final class ComparisonTable {

    private static final double MILLION = 1e6;
    private static final double THOUSAND = 1e3;
    private static final double MANY = 100;

    private final Collection<RunResult> results;

    /** Of these results. */
    ComparisonTable(final Collection<RunResult> results) {
        this.results = List.copyOf(results);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        for (final Setting setting :
                distinct(all -> true, result -> result.run().setting())) {
            final Predicate<RunResult> here = result -> result.run().setting().equals(setting);
            final Predicate<RunResult> isThroughput = result -> !result.kind().isLatency();
            if (results.stream().anyMatch(here.and(isThroughput))) {
                text.append(String.format(
                        Locale.ROOT, "%nThroughput: messages/s delivered to each node's application; %s%n", setting));
                text.append(comparison(here.and(isThroughput), RunResult::messagesPerSecond, true));
                text.append(String.format(Locale.ROOT, "%nMegabytes/s of payload in these runs%n"));
                text.append(comparison(here.and(isThroughput), RunResult::megabytesPerSecond, true));
                text.append(String.format(
                        Locale.ROOT,
                        "%nProcessor time in these runs, %% of a core, nodes %s%n",
                        IntStream.rangeClosed(1, setting.nodes())
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining("/"))));
                text.append(processorTimes(here.and(isThroughput)));
            }
            if (results.stream().anyMatch(here.and(isThroughput.negate()))) {
                text.append(latencies(setting, here.and(isThroughput.negate())));
            }
        }
        return text.append(remarks()).toString();
    }

    private String latencies(final Setting setting, final Predicate<RunResult> which) {
        final StringBuilder text = new StringBuilder();
        final String what = "%nLatency %s in microseconds, from %s to delivery to the sender's application; %s%n";
        text.append(String.format(Locale.ROOT, what, "p50", "when the send was due", setting));
        text.append(comparison(which, result -> result.due().p50(), false));
        text.append(String.format(Locale.ROOT, what, "p99", "when the send was due", setting));
        text.append(comparison(which, result -> result.due().p99(), false));
        text.append(String.format(
                Locale.ROOT, "%nThe same, medians of the rounds; on the right from the call of send; %s%n", setting));
        return text.append(percentiles(which)).toString();
    }

    private String percentiles(final Predicate<RunResult> which) {
        final TextTable table = new TextTable();
        table.row(List.of(
                "case", "system", "p50", "p90", "p99", "p99.9", "max", "samples", "p50", "p90", "p99", "p99.9", "max"));
        for (final MeasuredCase measured :
                distinct(which, result -> result.run().measured())) {
            for (final Contender contender : contenders(which)) {
                final List<RunResult> runs = of(which, measured, contender);
                if (!runs.isEmpty()) {
                    final List<String> row = new ArrayList<>(List.of(runs.get(0).title(), contender.label()));
                    row.addAll(percentiles(runs, RunResult::due));
                    row.add(String.valueOf(
                            runs.stream().mapToLong(RunResult::samples).sum()));
                    row.addAll(percentiles(runs, RunResult::sent));
                    table.row(row);
                }
            }
        }
        return table.toString();
    }

    private static List<String> percentiles(
            final List<RunResult> runs, final Function<RunResult, RunResult.Latencies> which) {
        final List<ToDoubleFunction<RunResult.Latencies>> all = List.of(
                RunResult.Latencies::p50,
                RunResult.Latencies::p90,
                RunResult.Latencies::p99,
                RunResult.Latencies::p999,
                RunResult.Latencies::max);
        return all.stream()
                .map(figure -> number(Median.of(runs, run -> figure.applyAsDouble(which.apply(run)))
                        .middle()))
                .toList();
    }

    private String comparison(
            final Predicate<RunResult> which, final ToDoubleFunction<RunResult> figure, final boolean isMoreBetter) {
        final Set<Contender> contenders = contenders(which);
        final TextTable table = new TextTable();
        final List<String> head = new ArrayList<>(List.of("case"));
        for (final Contender contender : contenders) {
            head.add(contender.label());
            if (contender != Contender.TOTEMIC) {
                head.add("x");
            }
        }
        table.row(head);
        for (final MeasuredCase measured :
                distinct(which, result -> result.run().measured())) {
            final List<String> row = new ArrayList<>(List.of(title(which, measured)));
            final List<RunResult> ours = of(which, measured, Contender.TOTEMIC);
            for (final Contender contender : contenders) {
                final List<RunResult> theirs = of(which, measured, contender);
                row.add(theirs.isEmpty() ? "-" : shown(Median.of(theirs, figure)));
                if (contender != Contender.TOTEMIC) {
                    row.add(
                            ours.isEmpty() || theirs.isEmpty()
                                    ? "-"
                                    : ratio(Median.of(ours, figure), Median.of(theirs, figure), isMoreBetter));
                }
            }
            table.row(row);
        }
        return table.toString();
    }

    private String processorTimes(final Predicate<RunResult> which) {
        final Set<Contender> contenders = contenders(which);
        final TextTable table = new TextTable();
        final List<String> head = new ArrayList<>(List.of("case"));
        contenders.forEach(contender -> head.add(contender.label()));
        table.row(head);
        for (final MeasuredCase measured :
                distinct(which, result -> result.run().measured())) {
            final List<String> row = new ArrayList<>(List.of(title(which, measured)));
            for (final Contender contender : contenders) {
                row.add(processorTime(of(which, measured, contender)));
            }
            table.row(row);
        }
        return table.toString();
    }

    private static String processorTime(final List<RunResult> runs) {
        if (runs.isEmpty()) {
            return "-";
        }
        final List<String> nodes = new ArrayList<>();
        for (int node = 0; node < runs.get(0).cpuPercentOfNodes().size(); node++) {
            final int index = node;
            nodes.add(String.format(
                    Locale.ROOT,
                    "%.0f",
                    Median.of(runs, run -> run.cpuPercentOfNodes().get(index)).middle()));
        }
        return String.join("/", nodes);
    }

    private String remarks() {
        final StringBuilder text = new StringBuilder();
        for (final Contender contender : contenders(all -> true)) {
            final List<RunResult> runs = results.stream()
                    .filter(result -> result.run().contender() == contender)
                    .toList();
            final List<RunResult> wrong =
                    runs.stream().filter(run -> !run.isOneOrder()).toList();
            text.append(String.format(
                    Locale.ROOT,
                    "%n%s: %d runs, one order and nothing missing in %d of them; probes lost: %d",
                    contender.label(),
                    runs.size(),
                    runs.size() - wrong.size(),
                    runs.stream().mapToLong(RunResult::lost).sum()));
            for (final RunResult run : wrong) {
                text.append(String.format(
                        Locale.ROOT,
                        "%n    %s, round %d, %s: %s",
                        run.run().setting(),
                        run.round(),
                        run.title(),
                        run.note().isEmpty() ? "not one order" : run.note()));
            }
        }
        if (!results.isEmpty()) {
            final Median load = Median.of(results, RunResult::load);
            final Median rest = Median.of(results, RunResult::restCpuPercent);
            text.append(String.format(
                    Locale.ROOT,
                    "%nload during the runs: %.1f (%.1f-%.1f); busy besides the measured nodes, %% of a core: %.0f (%.0f-%.0f)",
                    load.middle(),
                    load.least(),
                    load.greatest(),
                    rest.middle(),
                    rest.least(),
                    rest.greatest()));
        }
        return text.append('\n').toString();
    }

    private Set<Contender> contenders(final Predicate<RunResult> which) {
        final Set<Contender> present = distinct(which, result -> result.run().contender());
        final Set<Contender> sorted = new LinkedHashSet<>(Arrays.asList(Contender.values()));
        sorted.retainAll(present);
        return sorted;
    }

    private String title(final Predicate<RunResult> which, final MeasuredCase measured) {
        return results.stream()
                .filter(which.and(result -> result.run().measured().equals(measured)))
                .findFirst()
                .orElseThrow()
                .title();
    }

    private List<RunResult> of(
            final Predicate<RunResult> which, final MeasuredCase measured, final Contender contender) {
        return results.stream()
                .filter(which)
                .filter(result -> result.run().measured().equals(measured))
                .filter(result -> result.run().contender() == contender)
                .toList();
    }

    private <T> Set<T> distinct(final Predicate<RunResult> which, final Function<RunResult, T> part) {
        final Set<T> all = new LinkedHashSet<>();
        results.stream().filter(which).map(part).forEach(all::add);
        return all;
    }

    private static String shown(final Median median) {
        if (median.count() == 1) {
            return number(median.middle());
        }
        return number(median.middle()) + " (" + number(median.least()) + "-" + number(median.greatest()) + ")";
    }

    /** Three or more digits that count. */
    static String number(final double value) {
        if (value >= MILLION) {
            return String.format(Locale.ROOT, "%.2fM", value / MILLION);
        }
        if (value >= MANY * THOUSAND) {
            return String.format(Locale.ROOT, "%.0fk", value / THOUSAND);
        }
        if (value >= MANY) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String ratio(final Median ours, final Median theirs, final boolean isMoreBetter) {
        final double better = isMoreBetter ? ours.middle() : theirs.middle();
        final double base = isMoreBetter ? theirs.middle() : ours.middle();
        return base == 0 ? "-" : String.format(Locale.ROOT, "%.2f", better / base);
    }
}
