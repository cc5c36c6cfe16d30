/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Draws results: throughput by size for each setting and number of writers, latency by case for each setting. */
final class Plots {

    private static final double GAP_SHARE = 0.2;
    private static final int BAR_STRENGTH = 2;

    private Plots() {}

    /** All that there is something to draw for: throughput of more than one size, and latency. */
    static List<Plot> of(final Collection<RunResult> results) {
        final Map<List<Object>, List<RunResult>> throughput = new LinkedHashMap<>();
        final Map<Setting, List<RunResult>> latency = new LinkedHashMap<>();
        for (final RunResult result : results) {
            final Setting setting = result.run().setting();
            if (result.kind().isLatency()) {
                latency.computeIfAbsent(setting, each -> new ArrayList<>()).add(result);
            } else {
                throughput
                        .computeIfAbsent(List.of(setting, result.parameter()), each -> new ArrayList<>())
                        .add(result);
            }
        }
        final List<Plot> plots = new ArrayList<>();
        throughput.forEach((page, runs) -> {
            if (runs.stream().map(RunResult::bytes).distinct().count() > 1) {
                plots.add(throughput((Setting) page.get(0), (Integer) page.get(1), runs));
            }
        });
        latency.forEach((setting, runs) -> plots.add(latency(setting, runs)));
        return plots;
    }

    private static Plot throughput(final Setting setting, final int writers, final List<RunResult> runs) {
        final SortedMap<Contender, SortedMap<Integer, Double>> medians = new TreeMap<>();
        final Set<Integer> sizes = new TreeSet<>();
        final List<Double> all = new ArrayList<>();
        runs.forEach(run -> sizes.add(run.bytes()));
        byContender(runs)
                .forEach((contender, own) -> sizes.forEach(bytes -> {
                    final List<RunResult> rounds =
                            own.stream().filter(run -> run.bytes() == bytes).toList();
                    if (!rounds.isEmpty()) {
                        final double median = drawable(Median.of(rounds, RunResult::messagesPerSecond));
                        medians.computeIfAbsent(contender, each -> new TreeMap<>())
                                .put(bytes, median);
                        all.add(median);
                    }
                }));
        final SvgPage page = new SvgPage(
                "Messages/s delivered to each node, " + writers + (writers == 1 ? " writer, " : " writers, ") + setting,
                all);
        final int least = sizes.stream().min(Integer::compare).orElseThrow();
        final int most = sizes.stream().max(Integer::compare).orElseThrow();
        sizes.forEach(bytes -> page.below(xOf(bytes, least, most), 0, bytes + " B"));
        medians.forEach((contender, line) -> {
            double lastX = 0;
            double lastY = 0;
            for (final Map.Entry<Integer, Double> point : line.entrySet()) {
                final double x = xOf(point.getKey(), least, most);
                final double y = page.y(point.getValue());
                page.dot(x, y, contender.colour());
                if (lastX > 0) {
                    page.line(lastX, lastY, x, y, contender.colour(), BAR_STRENGTH);
                }
                lastX = x;
                lastY = y;
            }
            page.legend(contender.label(), contender.colour());
        });
        return new Plot("throughput-" + fileWord(setting) + "-writers" + writers + ".svg", page.svg());
    }

    private static Plot latency(final Setting setting, final List<RunResult> runs) {
        final Set<MeasuredCase> cases = new LinkedHashSet<>();
        final List<Double> all = new ArrayList<>();
        runs.forEach(run -> {
            cases.add(run.run().measured());
            all.add(Math.max(1, run.due().p50()));
            all.add(Math.max(1, run.due().p99()));
        });
        final SvgPage page = new SvgPage("Latency in microseconds, bar p50, tip p99; " + setting, all);
        final SortedMap<Contender, List<RunResult>> contenders = byContender(runs);
        final double barShare = (1 - GAP_SHARE) / cases.size() / contenders.size();
        final double width = SvgPage.x(barShare) - SvgPage.x(0);
        int index = 0;
        for (final MeasuredCase measured : cases) {
            double share = index / (double) cases.size();
            page.below(SvgPage.x((index + (1 - GAP_SHARE) / 2) / cases.size()), index % 2, measured.label());
            for (final Map.Entry<Contender, List<RunResult>> own : contenders.entrySet()) {
                final List<RunResult> rounds = own.getValue().stream()
                        .filter(run -> run.run().measured().equals(measured))
                        .toList();
                if (!rounds.isEmpty()) {
                    final String colour = own.getKey().colour();
                    final double x = SvgPage.x(share);
                    final double top =
                            page.y(drawable(Median.of(rounds, run -> run.due().p50())));
                    final double tip =
                            page.y(drawable(Median.of(rounds, run -> run.due().p99())));
                    page.bar(x, width, top, colour);
                    page.line(x + width / 2, top, x + width / 2, tip, colour, BAR_STRENGTH);
                }
                share += barShare;
            }
            index++;
        }
        contenders.keySet().forEach(contender -> page.legend(contender.label(), contender.colour()));
        return new Plot("latency-" + fileWord(setting) + ".svg", page.svg());
    }

    private static SortedMap<Contender, List<RunResult>> byContender(final List<RunResult> runs) {
        final SortedMap<Contender, List<RunResult>> all = new TreeMap<>();
        runs.forEach(run -> all.computeIfAbsent(run.run().contender(), each -> new ArrayList<>())
                .add(run));
        return all;
    }

    /** What is less than one has no place on a logarithmic axis. */
    private static double drawable(final Median median) {
        return Math.max(1, median.middle());
    }

    private static double xOf(final int bytes, final int least, final int most) {
        return SvgPage.x(Math.log((double) bytes / least) / Math.log((double) most / least));
    }

    private static String fileWord(final Setting setting) {
        return (setting.isEncrypted() ? "crypto" : "plain") + "-mtu" + setting.mtuBytes();
    }
}
