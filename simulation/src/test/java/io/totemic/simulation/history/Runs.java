/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationResult;
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

    /** Seeds of a schedule. */
    static final int SEEDS = 20;

    private final int nodes;
    private final Duration duration;
    private final TreeMap<String, String> totem = new TreeMap<>();
    private LinkConditions network = LinkConditions.CALM;

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

    /** Runs {@code schedule} with {@value #SEEDS} seeds. */
    List<Run> of(final Schedule schedule) {
        return of(seed -> schedule);
    }

    /** Runs a schedule that depends on the seed with {@value #SEEDS} seeds. */
    List<Run> of(final IntFunction<Schedule> schedule) {
        final List<Run> runs = new ArrayList<>();
        try (Simulation simulation = new Simulation()) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                final long number = seed;
                final Scenario scenario =
                        new Scenario(seed, nodes, duration.toNanos(), network, totem, schedule.apply(seed));
                final SimulationResult result =
                        simulation.run(scenario, List.of((trace, violations) -> runs.add(new Run(number, trace))));
                assertThat(result.violations()).as("seed %d", seed).isEmpty();
            }
        }
        return runs;
    }
}
