/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.RunRecord;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What is told of one run.
 *
 * @param title names the run
 * @param trace what everybody did
 * @param steps what was done to them, ascending; empty for real nodes
 * @param healedNs when everything was healed, negative if that never happened
 * @param violations what the checkers found
 * @param replayCommand how to run it again, empty if it cannot be
 */
public record Story(
        String title, Trace trace, List<Step> steps, long healedNs, List<String> violations, String replayCommand) {

    private static final long SECOND_NS = 1_000_000_000L;

    public Story {
        steps = List.copyOf(steps);
        violations = List.copyOf(violations);
    }

    /** The story of a simulated run, which {@code replayCommand} runs again. */
    public static Story of(final RunRecord run, final String replayCommand) {
        final Scenario scenario = run.scenario();
        final int violations = run.result().violations().size();
        return new Story(
                "seed " + scenario.seed() + ", " + scenario.nodes() + " nodes, "
                        + scenario.durationNs() / SECOND_NS + " s"
                        + (violations == 0 ? "" : ", " + violations + " violations"),
                run.trace(),
                scenario.schedule().steps(),
                scenario.durationNs(),
                run.result().violations(),
                replayCommand);
    }

    /** The story of nodes to which nobody knows what was done. */
    public static Story of(final String title, final Trace trace, final List<String> violations) {
        return new Story(title, trace, List.of(), -1, violations, "");
    }

    /** All nodes in it, ascending. */
    List<NodeId> nodes() {
        final TreeSet<NodeId> nodes = new TreeSet<>();
        processes().forEach(process -> nodes.add(process.node()));
        return List.copyOf(nodes);
    }

    /** All incarnations of nodes in it, in the order in which they began. */
    List<Trace.ProcessId> processes() {
        final List<Trace.ProcessId> all = new ArrayList<>(trace.lives().keySet());
        trace.ringProcesses().stream().filter(process -> !all.contains(process)).forEach(all::add);
        return all;
    }

    /** When the last thing happened. */
    long endNs() {
        long last = Math.max(healedNs, 0);
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            final List<Trace.RingEvent> events = trace.ringEventsOf(process);
            last = Math.max(last, events.get(events.size() - 1).atNs());
        }
        for (final Trace.Life life : trace.lives().values()) {
            last = Math.max(last, life.toNs() == Trace.Life.FOR_EVER ? life.fromNs() : life.toNs());
        }
        for (final Step step : steps) {
            last = Math.max(last, step.atNs());
        }
        return last;
    }
}
