/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.simulation.RunRecord;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Runs a named schedule with many seeds; no run may violate a property. */
final class Runs {

    /** Seeds of a schedule that does not take long. */
    static final int SEEDS = 20;

    private final int nodes;
    private final Duration duration;
    private final TreeMap<String, String> totem = new TreeMap<>();
    private LinkConditions network = LinkConditions.CALM;
    private int seeds = SEEDS;

    private Runs(final int nodes, final Duration duration) {
        this.nodes = nodes;
        this.duration = duration;
    }

    /** Of so many nodes, and so long until everything is healed. */
    static Runs of(final int nodes, final Duration duration) {
        return new Runs(nodes, duration);
    }

    /** Links are like this. */
    Runs on(final LinkConditions newNetwork) {
        network = newNetwork;
        return this;
    }

    /** A key of section totem is set. */
    Runs with(final String key, final int value) {
        totem.put(key, Integer.toString(value));
        return this;
    }

    /** Another number of seeds, for schedules that take long. */
    Runs seeds(final int newSeeds) {
        seeds = newSeeds;
        return this;
    }

    /** Runs {@code schedule} with each seed. */
    List<Run> of(final Schedule schedule) {
        return of(seed -> schedule);
    }

    /** Runs a schedule that depends on the seed. */
    List<Run> of(final IntFunction<Schedule> schedule) {
        final List<Run> runs = new ArrayList<>();
        try (Simulation simulation = new Simulation()) {
            for (int seed = 1; seed <= seeds; seed++) {
                final long number = seed;
                final Scenario scenario =
                        new Scenario(seed, nodes, duration.toNanos(), network, totem, schedule.apply(seed));
                final RunRecord record = simulation.record(scenario);
                runs.add(new Run(number, record.trace()));
                assertThat(record.result().violations()).as("seed %d", seed).isEmpty();
            }
        }
        return runs;
    }

    /** A time since the begin of a run. */
    static Duration at(final long ms) {
        return Duration.ofMillis(ms);
    }

    /** All nodes start at once. */
    static Schedule.Builder start(final int nodes) {
        final Schedule.Builder schedule = Schedule.builder();
        for (int node = 1; node <= nodes; node++) {
            schedule.start(node);
        }
        return schedule;
    }

    /** The same, and from time to time one of them, in turn, sends some messages. */
    static Schedule.Builder traffic(
            final int nodes, final Duration from, final Duration to, final Duration interval, final int messages) {
        return send(start(nodes), nodes, from, to, interval, messages);
    }

    /** Nodes that start at once, and whose disks are never slow: what is looked at is not how long a ring takes to form. */
    static Schedule.Builder startOnFastDisks(final int nodes) {
        final Schedule.Builder schedule = Schedule.builder();
        for (int node = 1; node <= nodes; node++) {
            // Before its start, which is what it writes first for.
            schedule.slowDisk(node, Duration.ofMillis(1)).start(node);
        }
        return schedule;
    }

    /** From time to time one of the nodes up to {@code nodes}, in turn, sends some messages. */
    static Schedule.Builder send(
            final Schedule.Builder schedule,
            final int nodes,
            final Duration from,
            final Duration to,
            final Duration interval,
            final int messages) {
        int sender = 0;
        for (Duration at = from; at.compareTo(to) < 0; at = at.plus(interval)) {
            schedule.at(at).send(1 + sender, messages, 2_000);
            sender = (sender + 1) % nodes;
        }
        return schedule;
    }
}
