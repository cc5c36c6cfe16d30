/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.simulation.check.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** One node: its states as a coloured band, a dashed line while it is down, what it installs, and how much it delivers. */
final class NodeColumn {

    private static final double LABEL_GAP = 5;
    private static final double CHARACTER = 5.6;
    private static final int WRITTEN_OUT = 5;
    private static final double ROW = 6;
    private static final double NAME_INTERVAL = 400;
    private static final double BAR_MAX = 34;
    private static final double SHIFT_MAX = 30;

    private final Page page;
    private final NodeId node;
    private final double x;

    /** Labels that are there already, from y to y. */
    private final TreeMap<Double, Double> taken = new TreeMap<>();

    NodeColumn(final Page page, final NodeId node) {
        this.page = page;
        this.node = node;
        x = page.x(node);
    }

    /** The line, its bands and bars. */
    void drawLife() {
        page.svg()
                .begin("g", "class", "node", "data-node", node)
                .element(
                        "line",
                        "class",
                        "down",
                        "x1",
                        x,
                        "y1",
                        page.y(page.fromNs()),
                        "x2",
                        x,
                        "y2",
                        page.scale().bottom());
        for (final Trace.ProcessId process : processes()) {
            drawBands(process);
        }
        drawDelivered();
        page.svg().end();
    }

    /** The words beside the line: drawn last, so that nothing crosses them out. */
    void drawLabels() {
        for (final Trace.ProcessId process : processes()) {
            labelBegin(process);
            labelConfigurations(process);
        }
        for (final Trace.ProcessId process : processes()) {
            labelGathers(process);
        }
        for (double y = page.y(page.fromNs()) + NAME_INTERVAL; y < page.scale().bottom(); y += NAME_INTERVAL) {
            page.svg().text("text", node.toString(), "class", "again", "x", x, "y", y);
        }
    }

    private List<Trace.ProcessId> processes() {
        return page.story().processes().stream()
                .filter(process -> process.node().equals(node))
                .toList();
    }

    private Trace.Life lifeOf(final Trace.ProcessId process) {
        return page.story().trace().lives().getOrDefault(process, new Trace.Life(0, Trace.Life.FOR_EVER));
    }

    private void drawBands(final Trace.ProcessId process) {
        final Trace.Life life = lifeOf(process);
        String state = "starting";
        long sinceNs = life.fromNs();
        for (final Trace.RingEvent event : page.story().trace().ringEventsOf(process)) {
            if (event instanceof Trace.StateEntered entered) {
                drawBand(process, state, sinceNs, entered.atNs());
                state = entered.state().name().toLowerCase(Locale.ROOT);
                sinceNs = entered.atNs();
            }
        }
        drawBand(process, state, sinceNs, Math.min(life.toNs(), page.toNs()));
    }

    private void drawBand(final Trace.ProcessId process, final String state, final long sinceNs, final long untilNs) {
        if (untilNs < page.fromNs() || sinceNs > page.toNs()) {
            return;
        }
        final double top = page.y(sinceNs);
        page.svg()
                .titled(
                        "rect",
                        process + " " + state.toUpperCase(Locale.ROOT) + " " + Page.seconds(sinceNs) + " to "
                                + Page.seconds(untilNs),
                        "class",
                        state,
                        "x",
                        x - Page.BAND / 2,
                        "y",
                        top,
                        "width",
                        Page.BAND,
                        "height",
                        Math.max(page.y(untilNs) - top, 0.5));
    }

    /** Bars to the left, one for some rows of pixels: the longer, the more frames were delivered then. */
    private void drawDelivered() {
        final TreeMap<Long, Integer> counts = new TreeMap<>();
        for (final Trace.ProcessId process : processes()) {
            for (final Trace.RingEvent event : page.story().trace().ringEventsOf(process)) {
                if (event instanceof Trace.FrameDelivered && page.shows(event.atNs())) {
                    counts.merge((long) (page.y(event.atNs()) / ROW), 1, Integer::sum);
                }
            }
        }
        if (counts.isEmpty()) {
            return;
        }
        final StringBuilder path = new StringBuilder();
        counts.forEach((row, count) -> path.append('M')
                .append(Svg.number(x - Page.BAND / 2 - 1))
                .append(',')
                .append(Svg.number(row * ROW + ROW / 2))
                .append('h')
                .append(Svg.number(-Math.min(BAR_MAX, 2 + 4 * Math.log(count + 1.0)))));
        page.svg().element("path", "class", "delivered", "d", path);
    }

    private void labelBegin(final Trace.ProcessId process) {
        final Trace.Life life = lifeOf(process);
        if (page.shows(life.fromNs()) && process.incarnation() > 1) {
            label(page.y(life.fromNs()), List.of(process.toString()), "process", SHIFT_MAX);
        }
        if (life.fromNs() < page.fromNs() && life.toNs() > page.fromNs()) {
            RegularConfiguration before = null;
            for (final Trace.RingEvent event : page.story().trace().ringEventsOf(process)) {
                if (event.atNs() < page.fromNs()
                        && event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular) {
                    before = regular;
                }
            }
            if (before != null) {
                label(page.y(page.fromNs()) + Page.LINE / 2, lines(before, null), "ring", SHIFT_MAX);
            }
        }
    }

    private void labelConfigurations(final Trace.ProcessId process) {
        TransitionalConfiguration transitional = null;
        for (final Trace.RingEvent event : page.story().trace().ringEventsOf(process)) {
            if (!(event instanceof Trace.Configured configured)) {
                continue;
            }
            if (configured.configuration() instanceof TransitionalConfiguration change) {
                transitional = change;
            } else {
                final RegularConfiguration regular = (RegularConfiguration) configured.configuration();
                if (page.shows(event.atNs())) {
                    final double y = page.y(event.atNs());
                    page.svg()
                            .element(
                                    "line",
                                    "class",
                                    "install",
                                    "x1",
                                    x - Page.BAND / 2 - 3,
                                    "y1",
                                    y,
                                    "x2",
                                    x + Page.BAND / 2 + 3,
                                    "y2",
                                    y);
                    label(y, lines(regular, transitional), "ring", SHIFT_MAX);
                }
                transitional = null;
            }
        }
    }

    /** The ring with its members; and who came along from the one before, unless all of them did. */
    private static List<String> lines(final RegularConfiguration regular, final TransitionalConfiguration from) {
        final List<String> lines = new ArrayList<>();
        lines.add(regular.ringId() + " {" + brief(regular.members()) + "}");
        if (from != null && !from.members().equals(regular.members())) {
            lines.add("{" + brief(from.members()) + "} from " + from.oldRingId());
        }
        return lines;
    }

    /** The nodes; of many only the ends of each row of ids, since columns are narrow then. */
    private static String brief(final NodeSet nodes) {
        if (nodes.size() <= WRITTEN_OUT) {
            return nodes.toString();
        }
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            int last = i;
            while (last + 1 < nodes.size()
                    && nodes.get(last + 1).unsigned() == nodes.get(last).unsigned() + 1) {
                last++;
            }
            text.append(text.isEmpty() ? "" : " ").append(nodes.get(i));
            if (last > i) {
                text.append(last == i + 1 ? " " : "-").append(nodes.get(last));
            }
            i = last;
        }
        return text.toString();
    }

    private void labelGathers(final Trace.ProcessId process) {
        for (final Trace.RingEvent event : page.story().trace().ringEventsOf(process)) {
            if (event instanceof Trace.StateEntered entered && entered.reason() != null && page.shows(event.atNs())) {
                label(page.y(event.atNs()), List.of("gather " + entered.reason().number()), "gather-reason", 0);
            }
        }
    }

    /** Puts a label beside {@code y}, or somewhat lower; where there is no room for it the reader has the band's title. */
    private void label(final double y, final List<String> lines, final String kind, final double shiftMax) {
        final double height = lines.size() * Page.LINE;
        double top = y - Page.LINE / 2;
        while (top <= y - Page.LINE / 2 + shiftMax) {
            final var above = taken.lowerEntry(top + height);
            if (above == null || above.getValue() <= top) {
                taken.put(top, top + height);
                final int longest =
                        lines.stream().mapToInt(String::length).max().orElse(0);
                page.svg()
                        .element(
                                "rect",
                                "class",
                                "paper",
                                "x",
                                x + Page.BAND / 2 + LABEL_GAP - 1,
                                "y",
                                top + 0.5,
                                "width",
                                longest * CHARACTER,
                                "height",
                                height);
                for (int i = 0; i < lines.size(); i++) {
                    page.svg()
                            .text(
                                    "text",
                                    lines.get(i),
                                    "class",
                                    i == 0 ? kind : "detail",
                                    "x",
                                    x + Page.BAND / 2 + LABEL_GAP,
                                    "y",
                                    top + 10 + i * Page.LINE);
                }
                return;
            }
            top = above.getValue();
        }
    }
}
