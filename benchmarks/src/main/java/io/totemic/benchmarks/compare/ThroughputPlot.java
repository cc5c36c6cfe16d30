/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * Throughput by size of a message, both axes logarithmic, a line for each system.
 *
 * @param setting of the runs
 * @param writers of the runs
 * @param medians by contender, then by size, messages a second
 */
record ThroughputPlot(Setting setting, int writers, TreeMap<Contender, TreeMap<Integer, Double>> medians) {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 460;
    private static final int LEFT = 90;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;

    /** One for each setting and number of writers that more than one size was measured with. */
    static List<ThroughputPlot> allOf(final Collection<RunResult> results) {
        final List<RunResult> throughput =
                results.stream().filter(result -> !result.kind().isLatency()).toList();
        final Set<List<Object>> pages = new LinkedHashSet<>();
        throughput.forEach(result -> pages.add(List.of(result.run().setting(), result.node())));
        final List<ThroughputPlot> plots = new ArrayList<>();
        for (final List<Object> page : pages) {
            final ThroughputPlot plot = of(throughput, (Setting) page.get(0), (Integer) page.get(1));
            if (plot.medians.values().stream().anyMatch(sizes -> sizes.size() > 1)) {
                plots.add(plot);
            }
        }
        return plots;
    }

    private static ThroughputPlot of(final List<RunResult> results, final Setting setting, final int writers) {
        final TreeMap<Contender, TreeMap<Integer, List<RunResult>>> runs = new TreeMap<>();
        results.stream()
                .filter(result -> result.run().setting().equals(setting) && result.node() == writers)
                .forEach(result -> runs.computeIfAbsent(result.run().contender(), each -> new TreeMap<>())
                        .computeIfAbsent(result.bytes(), each -> new ArrayList<>())
                        .add(result));
        final TreeMap<Contender, TreeMap<Integer, Double>> medians = new TreeMap<>();
        runs.forEach((contender, sizes) -> sizes.forEach((bytes, all) -> medians.computeIfAbsent(
                        contender, each -> new TreeMap<>())
                // What was not delivered at all has no place on a logarithmic axis.
                .put(
                        bytes,
                        Math.max(1, Median.of(all, RunResult::messagesPerSecond).middle()))));
        return new ThroughputPlot(setting, writers, medians);
    }

    String fileName() {
        return "throughput-" + (setting.isEncrypted() ? "crypto" : "plain") + "-mtu" + setting.mtuBytes() + "-writers"
                + writers + ".svg";
    }

    String svg() {
        final Set<Integer> sizes = new LinkedHashSet<>();
        medians.values().forEach(each -> sizes.addAll(each.keySet()));
        final double leastBytes = sizes.stream().mapToInt(each -> each).min().orElseThrow();
        final double mostBytes = sizes.stream().mapToInt(each -> each).max().orElseThrow();
        final double least = Math.pow(10, Math.floor(Math.log10(extreme(false))));
        final double most = Math.pow(10, Math.ceil(Math.log10(extreme(true) * 1.01)));
        final StringBuilder text = new StringBuilder(8192);
        add(text, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"", WIDTH, HEIGHT);
        add(
                text,
                " font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        label(
                text,
                LEFT,
                TOP - 15,
                "start",
                "Messages/s delivered to each node, " + writers + (writers == 1 ? " writer, " : " writers, ")
                        + setting);
        for (double mark = least; mark <= most * 1.01; mark *= 10) {
            final double y = y(mark, least, most);
            add(
                    text,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ccc\"/>%n",
                    LEFT,
                    WIDTH - RIGHT,
                    y,
                    y);
            label(text, LEFT - 8, y + 4, "end", String.format(Locale.ROOT, "%,.0f", mark));
        }
        for (final int bytes : sizes) {
            label(text, x(bytes, leastBytes, mostBytes), HEIGHT - BOTTOM + 20, "middle", bytes + " B");
        }
        int line = 0;
        for (final Contender contender : medians.keySet()) {
            final String colour = contender.colour();
            final StringBuilder points = new StringBuilder();
            medians.get(contender).forEach((bytes, rate) -> {
                final double x = x(bytes, leastBytes, mostBytes);
                final double y = y(rate, least, most);
                add(points, "%.1f,%.1f ", x, y);
                add(text, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour);
            });
            add(
                    text,
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                    points.toString().strip(),
                    colour);
            final int y = TOP + 20 + line * 20;
            add(
                    text,
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"4\" fill=\"%s\"/>%n",
                    WIDTH - RIGHT + 15,
                    y - 6,
                    colour);
            label(text, WIDTH - RIGHT + 32, y, "start", contender.label());
            line++;
        }
        return text.append("</svg>\n").toString();
    }

    private double extreme(final boolean isGreatest) {
        final var all = medians.values().stream()
                .flatMap(sizes -> sizes.values().stream())
                .mapToDouble(each -> each)
                .summaryStatistics();
        return isGreatest ? all.getMax() : all.getMin();
    }

    private static double x(final double bytes, final double least, final double most) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(bytes / least) / Math.log(most / least);
    }

    private static double y(final double rate, final double least, final double most) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.log(rate / least) / Math.log(most / least);
    }

    private static void label(
            final StringBuilder text, final double x, final double y, final String anchor, final String words) {
        add(text, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words);
    }

    private static void add(final StringBuilder text, final String format, final Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments));
    }
}
