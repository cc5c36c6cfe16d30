/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.tla;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Main class: checks the TLA+ models, or that the faults planted in them are found. */
@Command(
        name = "totemic tla",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the TLA+ models of docs/tla with TLC for three nodes.",
            "Exit status 1 if an invariant is violated, or a planted fault is not found."
        })
public final class CheckModels implements Callable<Integer> {

    @Option(names = "--model", description = "Only this model: Membership or Ordering.")
    private String model = "";

    @Option(names = "--run", description = "Only the run of this name.")
    private String name = "";

    @Option(names = "--planted", description = "Check that TLC finds the planted faults, not that the protocol holds.")
    private boolean isPlanted;

    @Option(names = "--workers", defaultValue = "1", description = "Threads of TLC; ${DEFAULT-VALUE} by default.")
    private int workers;

    @Option(
            names = "--models",
            defaultValue = "docs/tla",
            description = "Where the models are; ${DEFAULT-VALUE} by default.")
    private Path models;

    @Option(
            names = "--traces",
            description =
                    "Check instead that so many seeds of the simulator, of three nodes, are behaviours of Membership.")
    private int traces;

    @Option(names = "--from", defaultValue = "1", description = "First seed of --traces; ${DEFAULT-VALUE} by default.")
    private long from;

    @Option(
            names = "--steps",
            defaultValue = "20",
            description = "Steps of each trace that are checked; ${DEFAULT-VALUE} by default.")
    private int steps;

    private CheckModels() {}

    /** Checks, and ends the process with the status. */
    public static void main(final String[] arguments) {
        System.exit(new CommandLine(new CheckModels()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return traces > 0 ? checkTraces() : checkModels();
    }

    private int checkTraces() throws IOException, InterruptedException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        final TraceCheck check = new TraceCheck(models, workers, steps);
        int failures = 0;
        int checked = 0;
        for (long seed = from; seed < from + traces; seed++) {
            final TraceCheck.Outcome outcome = check.check(seed);
            if (outcome == null) {
                System.out.println("seed " + seed + ": a disk is lost, which the model does not have");
                continue;
            }
            checked++;
            final boolean isRefused = !outcome.refused().isEmpty();
            failures += isRefused ? 1 : 0;
            System.out.println("seed " + seed + ": " + outcome.steps() + " steps, " + outcome.distinctStates()
                    + " distinct states, "
                    + (isRefused ? "the model does not make step " + outcome.refused() : "a behaviour of the model"));
        }
        System.out.println(checked + " traces, " + failures + " not as expected");
        return failures == 0 && checked > 0 ? 0 : 1;
    }

    private int checkModels() throws IOException, InterruptedException {
        final List<ModelRun> runs = ModelRun.allOf(models).stream()
                .filter(run -> run.isPlanted() == isPlanted)
                .filter(run -> model.isEmpty() || run.module().equals(model))
                .filter(run -> name.isEmpty() || run.name().equals(name))
                .toList();
        final Tlc tlc = new Tlc(models, workers);
        int failures = 0;
        for (final ModelRun run : runs) {
            final long startedNs = System.nanoTime();
            final TlcOutcome outcome = tlc.check(run);
            final boolean isAsExpected = outcome.isAsExpectedOf(run);
            System.out.printf(
                    "%-10s %-34s %-4s %9d distinct states, %s, %.0f s%n",
                    run.module(),
                    run.name(),
                    isAsExpected ? "ok" : "BAD",
                    outcome.distinctStates(),
                    outcome.violated().isEmpty() ? "all hold" : outcome.violated() + " violated",
                    (System.nanoTime() - startedNs) / 1e9);
            if (!isAsExpected) {
                failures++;
                System.out.println(outcome.output());
            }
        }
        System.out.println(runs.size() + " runs, " + failures + " not as expected");
        return failures == 0 && !runs.isEmpty() ? 0 : 1;
    }
}
