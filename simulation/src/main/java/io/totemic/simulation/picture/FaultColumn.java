/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.ScenarioText;
import io.totemic.simulation.schedule.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** What was done to the nodes, in the words of scenarios: labels at the left, a line across all columns, a mark on the node. */
final class FaultColumn {

    private static final int CHARACTERS_PER_LINE = 42;
    private static final double LABEL_AT = 84;
    private static final double PADDING = 2;

    private final Page page;

    FaultColumn(final Page page) {
        this.page = page;
    }

    /** The labels of a story, by moment; what is done at one moment is one label. */
    static TreeMap<Long, List<String>> labels(final Story story, final long fromNs, final long toNs) {
        final TreeMap<Long, List<String>> labels = new TreeMap<>();
        for (final Step step : story.steps()) {
            if (!step.action().isWork() && step.atNs() >= fromNs && step.atNs() <= toNs) {
                labels.computeIfAbsent(step.atNs(), key -> new ArrayList<>())
                        .addAll(lines(ScenarioText.action(step.action())));
            }
        }
        if (story.healedNs() >= fromNs && story.healedNs() <= toNs) {
            labels.computeIfAbsent(story.healedNs(), key -> new ArrayList<>()).add("everything is healed");
        }
        return labels;
    }

    /** Room that a label needs before the next one. */
    static double pixels(final List<String> lines) {
        return lines.size() * Page.LINE + PADDING;
    }

    void draw() {
        for (final Step step : page.story().steps()) {
            if (page.shows(step.atNs()) && !step.action().isWork()) {
                across(step.atNs(), isRepair(step.action()) ? "mend" : "fault");
                mark(step);
            }
        }
        if (page.shows(page.story().healedNs())) {
            across(page.story().healedNs(), "mend");
        }
        labels(page.story(), page.fromNs(), page.toNs()).forEach((atNs, lines) -> {
            final double y = page.y(atNs);
            page.svg()
                    .element(
                            "rect",
                            "class",
                            "paper",
                            "x",
                            LABEL_AT - PADDING,
                            "y",
                            y - Page.LINE / 2,
                            "width",
                            Page.MARGIN - LABEL_AT - 2 * PADDING,
                            "height",
                            lines.size() * Page.LINE + PADDING);
            for (int i = 0; i < lines.size(); i++) {
                page.svg().text("text", lines.get(i), "class", "done", "x", LABEL_AT, "y", y + 4 + i * Page.LINE);
            }
        });
    }

    private void across(final long atNs, final String kind) {
        final double y = page.y(atNs);
        page.svg().element("line", "class", kind, "x1", LABEL_AT - 6, "y1", y, "x2", page.right(), "y2", y);
    }

    private void mark(final Step step) {
        final NodeId node = nodeOf(step.action());
        if (node == null || !page.nodes().contains(node)) {
            return;
        }
        final double x = page.x(node);
        final double y = page.y(step.atNs());
        if (step.action() instanceof Action.Pause pause) {
            page.svg()
                    .titled(
                            "rect",
                            ScenarioText.action(pause),
                            "class",
                            "pause",
                            "x",
                            x - Page.BAND / 2,
                            "y",
                            y,
                            "width",
                            Page.BAND,
                            "height",
                            page.y(step.atNs() + pause.durationNs()) - y);
        }
        page.svg()
                .titled(
                        "path",
                        ScenarioText.action(step.action()),
                        "class",
                        isRepair(step.action()) ? "mend-mark" : "fault-mark",
                        "d",
                        "M" + Svg.number(x) + "," + Svg.number(y - 6) + "l6,6l-6,6l-6,-6z");
    }

    private static NodeId nodeOf(final Action action) {
        if (action instanceof Action.Start start) {
            return start.node();
        } else if (action instanceof Action.Crash crash) {
            return crash.node();
        } else if (action instanceof Action.Leave leave) {
            return leave.node();
        } else if (action instanceof Action.Pause pause) {
            return pause.node();
        } else if (action instanceof Action.Slow slow) {
            return slow.node();
        } else if (action instanceof Action.JumpClock jump) {
            return jump.node();
        } else if (action instanceof Action.LoseDisk lose) {
            return lose.node();
        } else if (action instanceof Action.StoreRing store) {
            return store.node();
        } else if (action instanceof Action.SlowDisk slow) {
            return slow.node();
        }
        return null;
    }

    private static boolean isRepair(final Action action) {
        return action instanceof Action.Start
                || action instanceof Action.Join
                || action instanceof Action.Mend
                || action instanceof Action.Restore;
    }

    private static List<String> lines(final String text) {
        final List<String> lines = new ArrayList<>();
        String line = "";
        for (final String word : Arrays.asList(text.split(" ", -1))) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > CHARACTERS_PER_LINE) {
                lines.add(line);
                line = "   " + word;
            } else {
                line = line.isEmpty() ? word : line + " " + word;
            }
        }
        lines.add(line);
        return lines;
    }
}
