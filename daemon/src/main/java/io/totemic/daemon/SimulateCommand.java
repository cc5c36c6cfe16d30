/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.totemic.simulation.RunRecord;
import io.totemic.simulation.RunTotals;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.Simulator;
import io.totemic.simulation.picture.SpaceTimeDiagram;
import io.totemic.simulation.picture.Story;
import io.totemic.simulation.picture.Timeline;
import io.totemic.simulation.schedule.FaultProfile;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.ScenarioSyntaxException;
import io.totemic.simulation.schedule.ScenarioText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the simulator over a range of seeds, or one seed or scenario in detail. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs nodes in virtual time under seeded faults and checks what everybody was told.",
            "Exit status 1 if a run has a violation."
        })
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec specification;

    @Option(names = "--nodes", defaultValue = "5", description = "Nodes, 1 to 64; ${DEFAULT-VALUE} by default.")
    private int nodes;

    @Option(names = "--seeds", defaultValue = "1000", description = "Seeds to run; ${DEFAULT-VALUE} by default.")
    private int seeds;

    @Option(names = "--from", defaultValue = "1", description = "First seed; ${DEFAULT-VALUE} by default.")
    private long from;

    @Option(
            names = "--duration",
            defaultValue = "20s",
            converter = DurationConverter.class,
            description = "Virtual time with faults, as 20s, 500ms or 2m; ${DEFAULT-VALUE} by default.")
    private Duration duration;

    @Option(
            names = "--faults",
            defaultValue = "default",
            description =
                    "Fault profile: default, calm, loss, crashes, partitions, links, pauses, missing-links, quorum or rekey.")
    private String faults;

    @Option(names = "--jobs", defaultValue = "1", description = "Threads; each runs its own share of the seeds.")
    private int jobs;

    @Option(names = "--replay", description = "Run this one seed, with the protocol's log.")
    private Long replay;

    @Option(names = "--scenario", description = "Run the scenario in this file, with the protocol's log.")
    private Path scenarioFile;

    @Option(
            names = "--repeat",
            defaultValue = "1",
            description = "With --replay or --scenario: run it so many times and compare the hashes of its traces.")
    private int repeat;

    @Option(names = "--svg", description = "With --replay or --scenario: draw the run into this file.")
    private Path svg;

    @Option(names = "--timeline", description = "With --replay or --scenario: tell the run in this file.")
    private Path timeline;

    @Option(names = "--save", description = "With --replay: write the seed's scenario into this file.")
    private Path save;

    @Option(
            names = "--failures",
            defaultValue = "simulation-failures",
            description = "Where the first failing seed is explained; ${DEFAULT-VALUE} by default.")
    private Path failures;

    @Option(names = "--hashes", description = "Print the trace hash of each seed.")
    private boolean isHashes;

    @Override
    public Integer call() throws InterruptedException, IOException {
        final boolean isOne = replay != null || scenarioFile != null;
        if (!isOne && (svg != null || timeline != null || save != null || repeat > 1)) {
            throw new ParameterException(
                    specification.commandLine(), "--svg, --timeline, --save and --repeat need --replay or --scenario");
        }
        if (!isOne || repeat > 1) {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        }
        final SimulationOptions options = options();
        if (isOne) {
            final Scenario scenario = scenarioFile == null ? options.scenario(replay) : read(scenarioFile);
            return repeat > 1 ? repeat(scenario) : one(scenario, options);
        }
        final SimulationReport report = new SimulationReport(options, seeds, isHashes, System.out);
        final RunTotals totals = new Simulator(options, report).run(from, seeds, jobs);
        report.summary(totals);
        if (report.firstFailure() != null) {
            new RunFiles(System.out).explain(report.firstFailure(), failures);
        }
        return totals.failed() == 0 ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private SimulationOptions options() {
        try {
            return new SimulationOptions(nodes, duration.toNanos(), FaultProfile.named(faults));
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(specification.commandLine(), e.getMessage(), e);
        }
    }

    private Scenario read(final Path file) throws IOException {
        try {
            return ScenarioText.read(file.toString(), Files.readString(file));
        } catch (final ScenarioSyntaxException e) {
            throw new ParameterException(specification.commandLine(), e.getMessage(), e);
        }
    }

    private int one(final Scenario scenario, final SimulationOptions options) throws IOException {
        final RunFiles files = new RunFiles(System.out);
        final String command = scenarioFile == null
                ? SimulationReport.replayCommand(options, scenario.seed())
                : RunFiles.replayCommand(scenarioFile);
        final RunRecord run;
        try (Simulation simulation = new Simulation()) {
            run = simulation.record(scenario);
        }
        final SimulationReport report = new SimulationReport(options, 1, true, System.out);
        report.ended(scenario, run.result());
        final RunTotals totals = new RunTotals();
        totals.add(scenario, run.result());
        report.summary(totals);
        final Story story = Story.of(run, command);
        if (svg != null) {
            files.write(svg, new SpaceTimeDiagram(story).svg());
        }
        if (timeline != null) {
            files.write(timeline, new Timeline(story).text());
        }
        if (save != null) {
            files.write(save, ScenarioText.write(scenario));
        }
        return run.result().violations().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private int repeat(final Scenario scenario) {
        final SortedMap<String, Integer> hashes = new TreeMap<>();
        try (Simulation simulation = new Simulation()) {
            for (int i = 0; i < repeat; i++) {
                hashes.merge(simulation.run(scenario).hash(), 1, Integer::sum);
            }
        }
        System.out.println(
                repeat + " runs of seed " + scenario.seed() + ": " + hashes.size() + " trace hashes " + hashes);
        return hashes.size() == 1 ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
