/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;

/** A drawing with a logarithmic vertical axis, whose marks are powers of ten, and a legend on the right. */
final class SvgPage {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    private static final int LEFT = 90;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 60;
    private static final int LEGEND_STEP = 20;
    private static final double TEN = 10;
    private static final double ROUNDING = 1.001;

    private final StringBuilder text = new StringBuilder(8192);
    private final double least;
    private final double most;
    private int legends;

    /** With an axis on which all of {@code values}, greater than 0, have a place. */
    SvgPage(final String title, final Collection<Double> values) {
        final DoubleSummaryStatistics all =
                values.stream().mapToDouble(each -> each).summaryStatistics();
        least = Math.pow(TEN, Math.floor(Math.log10(all.getMin())));
        most = Math.pow(TEN, Math.max(Math.log10(least) + 1, Math.ceil(Math.log10(all.getMax()))));
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"", WIDTH, HEIGHT);
        add(" font-family=\"sans-serif\" font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        label(LEFT, TOP - 15, "start", title);
        for (double mark = least; mark <= most * ROUNDING; mark *= TEN) {
            line(LEFT, y(mark), WIDTH - RIGHT, y(mark), "#ccc", 1);
            label(LEFT - 8, y(mark) + 4, "end", String.format(Locale.ROOT, "%,.0f", mark));
        }
    }

    /** Where a share of the horizontal axis, from 0 to 1, is. */
    static double x(final double share) {
        return LEFT + (WIDTH - LEFT - RIGHT) * share;
    }

    /** Where a value is. */
    double y(final double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.log(value / least) / Math.log(most / least);
    }

    /** Words under the horizontal axis; {@code row} counts from 0. */
    void below(final double x, final int row, final String words) {
        label(x, HEIGHT - BOTTOM + 20.0 + row * 16, "middle", words);
    }

    void line(
            final double fromX,
            final double fromY,
            final double toX,
            final double toY,
            final String colour,
            final int strength) {
        add(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
                fromX, fromY, toX, toY, colour, strength);
    }

    void dot(final double x, final double y, final String colour) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, colour);
    }

    /** A bar that stands on the axis. */
    void bar(final double x, final double width, final double topY, final String colour) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x, topY, width, HEIGHT - BOTTOM - topY, colour);
    }

    void legend(final String words, final String colour) {
        final int y = TOP + LEGEND_STEP + legends * LEGEND_STEP;
        line(WIDTH - RIGHT + 15, y - 4, WIDTH - RIGHT + 27, y - 4, colour, 4);
        label(WIDTH - RIGHT + 32, y, "start", words);
        legends++;
    }

    private void label(final double x, final double y, final String anchor, final String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words);
    }

    private void add(final String format, final Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments));
    }

    /** The whole drawing. */
    String svg() {
        return text + "</svg>\n";
    }
}
