/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.Simulator;
import io.totemic.simulation.schedule.FaultProfile;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
            defaultValue = "20",
            description = "Virtual seconds with faults; ${DEFAULT-VALUE} by default.")
    private int durationSeconds;

    @Option(names = "--faults", defaultValue = "default", description = "Fault profile; ${DEFAULT-VALUE} by default.")
    private String faults;

    @Option(names = "--replay", description = "Run this one seed, with the protocol's log.")
    private Long replay;

    @Option(names = "--jobs", defaultValue = "1", description = "Threads; each runs its own share of the seeds.")
    private int jobs;

    @Override
    public Integer call() throws InterruptedException {
        if (replay == null) {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        }
        final SimulationOptions options =
                new SimulationOptions(nodes, TimeUnit.SECONDS.toNanos(durationSeconds), FaultProfile.named(faults));
        final Simulator simulator = new Simulator(options, System.out);
        final long failed = replay == null ? simulator.run(from, seeds, jobs) : simulator.run(replay, 1, 1);
        return failed == 0 ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
