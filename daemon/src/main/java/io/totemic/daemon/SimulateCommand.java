/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.totemic.simulation.RunTotals;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.Simulator;
import io.totemic.simulation.schedule.FaultProfile;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the simulator over a range of seeds. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs nodes in virtual time under seeded faults and checks what everybody was told.")
final class SimulateCommand implements Callable<Integer> {

    @Option(names = "--nodes", defaultValue = "5", description = "Nodes, 1 to 16; ${DEFAULT-VALUE} by default.")
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

    @Option(names = "--faults", defaultValue = "default", description = "Fault profile; ${DEFAULT-VALUE} by default.")
    private String faults;

    @Option(names = "--replay", description = "Run this one seed, with the protocol's log.")
    private Long replay;

    @Option(
            names = "--repeat",
            defaultValue = "1",
            description = "With --replay: run the seed so many times and compare the hashes of its traces.")
    private int repeat;

    @Option(names = "--jobs", defaultValue = "1", description = "Threads; each runs its own share of the seeds.")
    private int jobs;

    @Option(names = "--hashes", description = "Print the trace hash of each seed.")
    private boolean isHashes;

    @Override
    public Integer call() throws InterruptedException {
        if (replay == null || repeat > 1) {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        }
        final SimulationOptions options = new SimulationOptions(nodes, duration.toNanos(), FaultProfile.named(faults));
        if (replay != null && repeat > 1) {
            return repeat(options);
        }
        final SimulationReport report = new SimulationReport(options, replay == null ? seeds : 1, isHashes, System.out);
        final Simulator simulator = new Simulator(options, report);
        final RunTotals totals = replay == null ? simulator.run(from, seeds, jobs) : simulator.run(replay, 1, 1);
        report.summary(totals);
        return totals.failed() == 0 ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private int repeat(final SimulationOptions options) {
        final SortedMap<String, Integer> hashes = new TreeMap<>();
        try (Simulation simulation = new Simulation()) {
            for (int i = 0; i < repeat; i++) {
                hashes.merge(simulation.run(replay, options).hash(), 1, Integer::sum);
            }
        }
        System.out.println(repeat + " runs of seed " + replay + ": " + hashes.size() + " trace hashes " + hashes);
        return hashes.size() == 1 ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
