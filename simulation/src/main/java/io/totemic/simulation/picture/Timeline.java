/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import io.totemic.membership.core.GatherReason;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.ScenarioText;
import io.totemic.simulation.schedule.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A run as lines of text, one for each thing worth reading, in the order of time: what was done to nodes, which states they enter,
 * which configurations and verdicts they are told; of messages only how many.
 */
public final class Timeline {

    private static final double NS_PER_SECOND = 1e9;

    /** A line, and where it comes among those of one moment. */
    private record Line(long atNs, String who, String text) {}

    private final Story story;

    /** The timeline of a run. */
    public Timeline(final Story story) {
        this.story = story;
    }

    /** The lines, each with its line feed. */
    public String text() {
        final List<Line> lines = new ArrayList<>();
        for (final Step step : story.steps()) {
            if (!step.action().isWork()) {
                lines.add(new Line(step.atNs(), "", ScenarioText.action(step.action())));
            }
        }
        if (story.healedNs() >= 0) {
            lines.add(new Line(story.healedNs(), "", "everything is healed"));
        }
        story.processes().forEach(process -> addLines(process, lines));
        lines.sort(Comparator.comparingLong(Line::atNs));
        final StringBuilder text = new StringBuilder(story.title()).append('\n');
        if (!story.replayCommand().isEmpty()) {
            text.append("replay with: ").append(story.replayCommand()).append('\n');
        }
        for (final Line line : lines) {
            text.append(String.format(
                    Locale.ROOT, "%10.4f s  %-10s%s%n", line.atNs() / NS_PER_SECOND, line.who(), line.text()));
        }
        text.append(story.violations().isEmpty() ? "no violations\n" : "violations:\n");
        story.violations()
                .forEach(violation -> text.append("  ").append(violation).append('\n'));
        return text.toString();
    }

    private void addLines(final Trace.ProcessId process, final List<Line> lines) {
        final String who = "node " + process.node();
        final Trace.Life life = story.trace().lives().get(process);
        if (life != null) {
            lines.add(new Line(life.fromNs(), who, "starts, as " + process));
        }
        addEvents(process, who, lines);
        if (life != null && life.toNs() != Trace.Life.FOR_EVER) {
            lines.add(new Line(life.toNs(), who, "is gone, which was " + process));
        }
    }

    /** What the ring does and what the group is told, which are two lists, each in the order of time. */
    private void addEvents(final Trace.ProcessId process, final String who, final List<Line> lines) {
        final List<Trace.Event> told = story.trace().eventsOf(process);
        final Counts counts = new Counts(who, lines);
        int next = 0;
        for (final Trace.RingEvent event : story.trace().ringEventsOf(process)) {
            while (next < told.size() && told.get(next).atNs() < event.atNs()) {
                addTold(told.get(next++), counts);
            }
            if (event instanceof Trace.FrameDelivered) {
                counts.frame(event.atNs());
            } else if (event instanceof Trace.Configured configured) {
                counts.line(event.atNs(), words(configured));
            } else if (event instanceof Trace.StateEntered entered) {
                counts.line(event.atNs(), words(entered));
            }
        }
        while (next < told.size()) {
            addTold(told.get(next++), counts);
        }
        counts.end();
    }

    private static void addTold(final Trace.Event event, final Counts counts) {
        if (event instanceof Trace.Delivered) {
            counts.message(event.atNs());
        } else if (event instanceof Trace.RingInstalled installed) {
            counts.line(
                    event.atNs(),
                    "group: ring " + installed.ringId() + " of " + installed.members() + ", "
                            + installed
                                    .verdict()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', ' '));
        } else if (event instanceof Trace.ViewChanged view) {
            counts.line(
                    event.atNs(),
                    "group: members " + view.members()
                            + (view.joined().isEmpty() ? "" : ", joined " + view.joined())
                            + (view.left().isEmpty() ? "" : ", left " + view.left()));
        }
    }

    private static String words(final Trace.StateEntered entered) {
        final GatherReason reason = entered.reason();
        return entered.state() + (reason == null ? "" : " (" + reason.number() + " " + reason.text() + ")");
    }

    private static String words(final Trace.Configured configured) {
        if (configured.configuration() instanceof TransitionalConfiguration transitional) {
            return "transitional configuration from ring " + transitional.oldRingId() + ": " + transitional.members()
                    + with("left", transitional.left());
        }
        final RegularConfiguration regular = (RegularConfiguration) configured.configuration();
        return "ring " + regular.ringId() + ": " + regular.members() + with("joined", regular.joined());
    }

    private static String with(final String word, final NodeSet nodes) {
        return nodes.isEmpty() ? "" : ", " + word + " " + nodes;
    }

    /** Counts what one node delivers between two lines of its own. */
    private static final class Counts {
        private final String who;
        private final List<Line> lines;
        private int frames;
        private int messages;
        private long lastNs;

        private Counts(final String who, final List<Line> lines) {
            this.who = who;
            this.lines = lines;
        }

        private void frame(final long atNs) {
            frames++;
            lastNs = atNs;
        }

        private void message(final long atNs) {
            messages++;
            lastNs = atNs;
        }

        private void line(final long atNs, final String text) {
            end();
            lines.add(new Line(atNs, who, text));
        }

        private void end() {
            if (frames + messages > 0) {
                lines.add(new Line(
                        lastNs, who, messages + " messages to the group, in " + frames + " frames of the ring"));
                frames = 0;
                messages = 0;
            }
        }
    }
}
