/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.simulation.RunRecord;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.picture.SpaceTimeDiagram;
import io.totemic.simulation.picture.Story;
import io.totemic.simulation.picture.Timeline;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.ScenarioText;
import io.totemic.simulation.shrink.Shrinker;
import io.totemic.simulation.shrink.Shrunk;
import io.totemic.simulation.shrink.SimulationRuns;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files about one run: what was done, what happened, and a picture of it. */
final class RunFiles {

    /** A few seconds' worth. */
    private static final int SHRINKING_RUNS = 400;

    private final PrintStream out;

    RunFiles(final PrintStream out) {
        this.out = out;
    }

    /** Makes a failing scenario smaller and writes it with its timeline and its picture into {@code directory}. */
    void explain(final Scenario failing, final Path directory) throws IOException {
        Files.createDirectories(directory);
        final Shrunk shrunk;
        try (SimulationRuns runs = new SimulationRuns()) {
            shrunk = new Shrinker(runs, SHRINKING_RUNS).shrink(failing);
        }
        final Path scenario = directory.resolve("seed-" + failing.seed() + ".txt");
        Files.writeString(scenario, ScenarioText.write(shrunk.scenario()));
        out.println("shrunk in " + shrunk.runs() + " runs from "
                + failing.schedule().steps().size() + " steps of "
                + failing.nodes() + " nodes to "
                + shrunk.scenario().schedule().steps().size() + " of "
                + shrunk.scenario().nodes() + (shrunk.isMinimal() ? "" : ", not yet the smallest") + ":");
        ScenarioText.write(shrunk.scenario()).lines().forEach(line -> out.println("  " + line));
        out.println("run it again with: " + replayCommand(scenario));
        try (Simulation simulation = new Simulation()) {
            final RunRecord run = simulation.record(shrunk.scenario());
            final Story story = Story.of(run, replayCommand(scenario));
            write(directory.resolve("seed-" + failing.seed() + ".timeline.txt"), new Timeline(story).text());
            write(directory.resolve("seed-" + failing.seed() + ".svg"), new SpaceTimeDiagram(story).svg());
        }
    }

    /** Writes one file and says so. */
    void write(final Path file, final String text) throws IOException {
        Files.writeString(file, text);
        out.println("wrote " + file);
    }

    static String replayCommand(final Path scenario) {
        return "./totemic simulate --scenario " + scenario;
    }
}
