/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import io.totemic.membership.core.GatherReason;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run as a picture: time runs down, each node is a line, with its states, configurations, tokens and messages, and with what
 * was done to it. An SVG document of some hundred kilobytes, to be looked at with a browser.
 */
public final class SpaceTimeDiagram {

    private static final long MS = 1_000_000L;

    /** Around the installation of a ring: the last tokens of recovery, the first ones of the ring. */
    private static final long BEFORE_RING_NS = 3 * MS;

    private static final long AFTER_RING_NS = 5 * MS;
    private static final long BEFORE_FAULT_NS = MS;
    private static final long AFTER_FAULT_NS = 4 * MS;

    /** Ordinary traffic is shown at some sends. */
    private static final int TRAFFIC_SAMPLES = 4;

    private static final long BEFORE_SEND_NS = 2 * MS;
    private static final long AFTER_SEND_NS = 14 * MS;

    /** A window of this size is one close-up. */
    private static final long SMALL_WINDOW_NS = 250 * MS;

    private static final double WIDTH_MIN = 1_380;
    private static final double COLUMN_MIN = 115;
    private static final double HEADER = 30;
    private static final double NOTE_LINE = 15;
    private static final double RULER_GAP = 13;
    private static final double RULER_AT = 66;
    private static final int VIOLATIONS_SHOWN = 8;
    private static final int CHARACTERS_PER_LINE = 190;
    private static final long TICK_NS = 1_000 * MS;

    private static final String STYLE = """
            text { font: 11px "Liberation Sans", Arial, sans-serif; fill: #222 }
            .title { font-size: 18px; font-weight: bold }
            .violation, .replay { font-weight: bold; fill: #b00020 }
            .replay { font-family: "Liberation Mono", monospace; font-weight: normal }
            .name { font-size: 13px; font-weight: bold; text-anchor: middle }
            .again { font-size: 10px; font-weight: bold; text-anchor: middle }
            .time { font-size: 10px; fill: #666; text-anchor: end }
            .tick { stroke: #ccc; stroke-width: 0.7 }
            .close-up { fill: #f4f4f1 }
            .paper { fill: #fff; fill-opacity: 0.85 }
            .down { stroke: #999; stroke-dasharray: 2 4 }
            .starting { fill: #ddd }
            .operational { fill: #8fcf9b }
            .gather { fill: #f2b84b }
            .commit { fill: #7fa8e6 }
            .recovery { fill: #b893dd }
            .delivered { stroke: #6fb3c9; stroke-width: 4; fill: none }
            .install { stroke: #111; stroke-width: 1.5 }
            .ring { font-weight: bold }
            .process { fill: #777; font-weight: bold }
            .detail { font-size: 10px; fill: #555 }
            .gather-reason { font-size: 10px; fill: #a06a00 }
            .fault { stroke: #d02020; stroke-width: 0.8; stroke-dasharray: 5 3 }
            .mend { stroke: #3a8a4a; stroke-width: 0.8; stroke-dasharray: 5 3 }
            .fault-mark { fill: #d02020; stroke: #fff }
            .mend-mark { fill: #3a8a4a; stroke: #fff }
            .pause { fill: url(#hatch) }
            .done { font-family: "Liberation Mono", monospace; font-size: 10px }
            .token { stroke: #444; stroke-width: 0.9; fill: none }
            .message { stroke: #1f7fa8; stroke-width: 0.8; stroke-opacity: 0.75; fill: none }
            """;

    private final Story story;
    private final long fromNs;
    private final long toNs;

    /** A picture of the whole run. */
    public SpaceTimeDiagram(final Story story) {
        this(story, 0, story.endNs());
    }

    private SpaceTimeDiagram(final Story story, final long fromNs, final long toNs) {
        if (fromNs < 0 || toNs < fromNs) {
            throw new IllegalArgumentException("a window from " + fromNs + " to " + toNs + " ns");
        }
        this.story = story;
        this.fromNs = fromNs;
        this.toNs = Math.max(toNs, fromNs + 1);
    }

    /** Only what happens in this time, which is drawn the larger. */
    public SpaceTimeDiagram between(final Duration from, final Duration to) {
        return new SpaceTimeDiagram(
                story, from.toNanos(), Math.min(to.toNanos(), Math.max(story.endNs(), from.toNanos())));
    }

    /** The document. */
    public String svg() {
        final List<NodeId> nodes = story.nodes();
        final List<Note> notes = notes();
        final double top = HEADER + notes.size() * NOTE_LINE + 2 * HEADER;
        final TreeMap<Long, Double> room = new TreeMap<>();
        FaultColumn.labels(story, fromNs, toNs).forEach((atNs, lines) -> room.put(atNs, FaultColumn.pixels(lines)));
        final TimeScale scale = new TimeScale(fromNs, toNs, top, closeUps(), moments(), room);
        final double columnPixels = Math.max(COLUMN_MIN, (WIDTH_MIN - Page.MARGIN) / Math.max(nodes.size(), 1));
        final Svg svg = new Svg();
        final Page page = new Page(story, nodes, fromNs, toNs, scale, columnPixels, svg);
        final double width = Math.max(WIDTH_MIN, page.right());
        final double height = scale.bottom() + HEADER;
        svg.begin(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + Svg.number(width) + " " + Svg.number(height));
        define(svg, page);
        svg.element("rect", "width", "100%", "height", "100%", "fill", "#fff");
        svg.text("text", story.title(), "class", "title", "x", 12, "y", HEADER - 6);
        for (int i = 0; i < notes.size(); i++) {
            svg.text(
                    "text",
                    notes.get(i).text(),
                    "class",
                    notes.get(i).kind(),
                    "x",
                    12,
                    "y",
                    HEADER + (i + 1) * NOTE_LINE);
        }
        drawLegend(svg, HEADER + notes.size() * NOTE_LINE + 18);
        nodes.forEach(node -> svg.text("text", "node " + node, "class", "name", "x", page.x(node), "y", top - 8));
        drawRuler(page);
        final List<NodeColumn> columns =
                nodes.stream().map(node -> new NodeColumn(page, node)).toList();
        columns.forEach(NodeColumn::drawLife);
        new FaultColumn(page).draw();
        svg.begin("g", "clip-path", "url(#chart)");
        new Arrows(page).draw();
        svg.end();
        columns.forEach(NodeColumn::drawLabels);
        svg.end();
        return svg.toString();
    }

    private record Note(String kind, String text) {}

    /** What is said above the picture. */
    private List<Note> notes() {
        final List<Note> notes = new ArrayList<>();
        for (final String violation :
                story.violations().stream().limit(VIOLATIONS_SHOWN).toList()) {
            for (int i = 0; i < violation.length(); i += CHARACTERS_PER_LINE) {
                notes.add(new Note(
                        "violation", violation.substring(i, Math.min(violation.length(), i + CHARACTERS_PER_LINE))));
            }
        }
        if (story.violations().size() > VIOLATIONS_SHOWN) {
            notes.add(new Note("violation", "and " + (story.violations().size() - VIOLATIONS_SHOWN) + " more"));
        }
        if (!story.replayCommand().isEmpty()) {
            notes.add(new Note(
                    story.violations().isEmpty() ? "note" : "replay", "replay with: " + story.replayCommand()));
        }
        notes.add(new Note(
                "note",
                "From " + Page.seconds(fromNs) + " to " + Page.seconds(toNs)
                        + ". Shaded stretches are close-ups, in which time runs evenly and tokens are drawn, and at most a few frames"
                        + " each; between them time is compressed, and neither is drawn."));
        final TreeSet<GatherReason> reasons = new TreeSet<>();
        for (final Trace.ProcessId process : story.trace().ringProcesses()) {
            for (final Trace.RingEvent event : story.trace().ringEventsOf(process)) {
                if (event instanceof Trace.StateEntered entered
                        && entered.reason() != null
                        && entered.atNs() >= fromNs
                        && entered.atNs() <= toNs) {
                    reasons.add(entered.reason());
                }
            }
        }
        StringBuilder line = new StringBuilder();
        for (final GatherReason reason : reasons) {
            final String text = "gather " + reason.number() + ": " + reason.text();
            if (line.length() + text.length() > CHARACTERS_PER_LINE) {
                notes.add(new Note("note", line.toString()));
                line = new StringBuilder();
            }
            line.append(line.isEmpty() ? "" : " · ").append(text);
        }
        if (!line.isEmpty()) {
            notes.add(new Note("note", line.toString()));
        }
        return notes;
    }

    private List<TimeScale.CloseUp> closeUps() {
        final List<TimeScale.CloseUp> closeUps = new ArrayList<>();
        if (toNs - fromNs <= SMALL_WINDOW_NS) {
            closeUps.add(new TimeScale.CloseUp(fromNs, toNs));
            return closeUps;
        }
        for (final Trace.ProcessId process : story.trace().ringProcesses()) {
            for (final Trace.RingEvent event : story.trace().ringEventsOf(process)) {
                if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration) {
                    closeUps.add(new TimeScale.CloseUp(event.atNs() - BEFORE_RING_NS, event.atNs() + AFTER_RING_NS));
                }
            }
        }
        final List<Step> sends = new ArrayList<>();
        for (final Step step : story.steps()) {
            if (step.atNs() >= fromNs && step.atNs() <= toNs) {
                if (step.action() instanceof Action.Send) {
                    sends.add(step);
                } else if (!step.action().isWork() && !(step.action() instanceof Action.Start)) {
                    closeUps.add(new TimeScale.CloseUp(step.atNs() - BEFORE_FAULT_NS, step.atNs() + AFTER_FAULT_NS));
                }
            }
        }
        for (int i = 1; i <= TRAFFIC_SAMPLES && !sends.isEmpty(); i++) {
            final long atNs =
                    sends.get(sends.size() * i / (TRAFFIC_SAMPLES + 1)).atNs();
            closeUps.add(new TimeScale.CloseUp(atNs - BEFORE_SEND_NS, atNs + AFTER_SEND_NS));
        }
        final TreeSet<Long> tokens = tokens();
        closeUps.removeIf(
                closeUp -> tokens.subSet(closeUp.fromNs(), closeUp.toNs()).isEmpty());
        return closeUps;
    }

    /** When tokens were accepted: a close-up without any shows nothing. */
    private TreeSet<Long> tokens() {
        final TreeSet<Long> tokens = new TreeSet<>();
        for (final Trace.ProcessId process : story.trace().ringProcesses()) {
            for (final Trace.RingEvent event : story.trace().ringEventsOf(process)) {
                if (event instanceof Trace.TokenAccepted) {
                    tokens.add(event.atNs());
                }
            }
        }
        return tokens;
    }

    private List<Long> moments() {
        final List<Long> moments = new ArrayList<>();
        for (final Trace.ProcessId process : story.trace().ringProcesses()) {
            for (final Trace.RingEvent event : story.trace().ringEventsOf(process)) {
                if (event instanceof Trace.StateEntered) {
                    moments.add(event.atNs());
                }
            }
        }
        for (final Trace.Life life : story.trace().lives().values()) {
            moments.add(life.fromNs());
            moments.add(life.toNs());
        }
        return moments;
    }

    private static void define(final Svg svg, final Page page) {
        svg.text("style", STYLE);
        svg.begin("defs");
        for (final String kind : List.of("token", "message")) {
            svg.begin(
                            "marker",
                            "id",
                            kind + "-head",
                            "viewBox",
                            "0 0 6 6",
                            "refX",
                            6,
                            "refY",
                            3,
                            "markerWidth",
                            6,
                            "markerHeight",
                            6,
                            "orient",
                            "auto")
                    .element("path", "d", "M0,0L6,3L0,6z", "fill", kind.equals("token") ? "#444" : "#1f7fa8")
                    .end();
        }
        svg.begin("pattern", "id", "hatch", "width", 5, "height", 5, "patternUnits", "userSpaceOnUse")
                .element("path", "d", "M0,5L5,0", "stroke", "#333", "stroke-width", 1.2)
                .end();
        svg.begin("clipPath", "id", "chart")
                .element(
                        "rect",
                        "x",
                        0,
                        "y",
                        page.y(page.fromNs()),
                        "width",
                        page.right(),
                        "height",
                        page.scale().bottom() - page.y(page.fromNs()))
                .end();
        svg.end();
    }

    private static void drawLegend(final Svg svg, final double y) {
        double x = 12;
        for (final String state : List.of("operational", "gather", "commit", "recovery", "starting", "pause")) {
            svg.element("rect", "class", state, "x", x, "y", y - 10, "width", 22, "height", 12);
            svg.text("text", state.equals("pause") ? "paused" : state, "x", x + 27, "y", y);
            x += 110;
        }
        svg.element("line", "class", "down", "x1", x, "y1", y - 4, "x2", x + 24, "y2", y - 4);
        svg.text("text", "down", "x", x + 29, "y", y);
        x += 75;
        svg.element("path", "class", "token", "marker-end", "url(#token-head)", "d", line(x, y));
        svg.text("text", "token, from acceptance to the next acceptance", "x", x + 30, "y", y);
        x += 270;
        svg.element("path", "class", "message", "marker-end", "url(#message-head)", "d", line(x, y));
        svg.text("text", "frame, from originator to delivery", "x", x + 30, "y", y);
        x += 210;
        svg.element("path", "class", "delivered", "d", line(x, y));
        svg.text("text", "frames delivered", "x", x + 30, "y", y);
    }

    private static String line(final double x, final double y) {
        return "M" + Svg.number(x) + "," + Svg.number(y - 4) + "h24";
    }

    /** Times at the left edge: of faults and close-ups, and whole seconds where there is room. */
    private void drawRuler(final Page page) {
        final TreeSet<Long> times =
                new TreeSet<>(FaultColumn.labels(story, fromNs, toNs).keySet());
        for (final TimeScale.CloseUp closeUp : page.scale().closeUps()) {
            final double y = page.y(closeUp.fromNs());
            page.svg()
                    .element(
                            "rect",
                            "class",
                            "close-up",
                            "x",
                            0,
                            "y",
                            y,
                            "width",
                            page.right(),
                            "height",
                            page.y(closeUp.toNs()) - y);
            times.add(closeUp.fromNs());
        }
        times.add(fromNs);
        final TreeSet<Double> ruled = new TreeSet<>();
        times.forEach(atNs -> rule(page, atNs, ruled));
        for (long tick = fromNs / TICK_NS * TICK_NS + TICK_NS; tick <= toNs; tick += TICK_NS) {
            rule(page, tick, ruled);
        }
    }

    private static void rule(final Page page, final long atNs, final TreeSet<Double> ruled) {
        final double y = page.y(atNs);
        if (!ruled.subSet(y - RULER_GAP, y + RULER_GAP).isEmpty()) {
            return;
        }
        ruled.add(y);
        page.svg().element("line", "class", "tick", "x1", RULER_AT + 2, "y1", y, "x2", RULER_AT + 8, "y2", y);
        page.svg().text("text", Page.seconds(atNs), "class", "time", "x", RULER_AT, "y", y + 3);
    }
}
