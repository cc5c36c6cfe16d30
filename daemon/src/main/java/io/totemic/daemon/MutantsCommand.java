/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.simulation.mutant.Mutant;
import io.totemic.simulation.mutant.MutantException;
import io.totemic.simulation.mutant.MutantOutcome;
import io.totemic.simulation.mutant.MutantRunner;
import io.totemic.simulation.mutant.MutantTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts mistakes into copies of the protocol and shows which checker of the simulator finds each. */
@Command(
        name = "mutants",
        mixinStandardHelpOptions = true,
        description = {
            "Puts known mistakes into copies of the protocol, one at a time, and runs the simulator until a checker finds each.",
            "Needs the source tree and a JDK. Exit status 1 if a mistake is not found, unless its text says that none can be, and why."
        })
final class MutantsCommand implements Callable<Integer> {

    @Option(names = "--nodes", defaultValue = "5", description = "Nodes, 1 to 64; ${DEFAULT-VALUE} by default.")
    private int nodes;

    @Option(
            names = "--seeds",
            defaultValue = "2000",
            description = "Seeds for each mutant at most; ${DEFAULT-VALUE} by default.")
    private int seeds;

    @Option(names = "--from", defaultValue = "1", description = "First seed; ${DEFAULT-VALUE} by default.")
    private long from;

    @Option(names = "--jobs", defaultValue = "1", description = "Mutants at a time; each has a JVM of its own.")
    private int jobs;

    @Option(names = "--only", split = ",", description = "Only the mutants of these names.")
    private List<String> only = List.of();

    @Option(
            names = "--source",
            defaultValue = ".",
            description = "Root of the source tree; the current directory by default.")
    private Path source;

    @Option(names = "--markdown", description = "Print a table at the end.")
    private boolean isMarkdown;

    @Option(names = "--write", description = "Write the table into this document, between its markers.")
    private Path document;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return tryAll();
        } catch (final MutantException e) {
            System.err.println("totemic: " + e.getMessage());
            return ExitStatus.FAILED;
        }
    }

    private int tryAll() throws IOException, InterruptedException, MutantException {
        final MutantRunner runner = new MutantRunner(source, nodes, from, seeds);
        final List<MutantOutcome> outcomes = new ArrayList<>();
        int untried = 0;
        final ExecutorService executor = Executors.newFixedThreadPool(jobs);
        try {
            final List<Future<MutantOutcome>> tried = new ArrayList<>();
            for (final Mutant mutant : Mutant.allOf(source)) {
                if (only.isEmpty() || only.contains(mutant.name())) {
                    tried.add(executor.submit(() -> runner.run(mutant)));
                }
            }
            for (final Future<MutantOutcome> each : tried) {
                try {
                    outcomes.add(each.get());
                    print(outcomes.get(outcomes.size() - 1));
                } catch (final ExecutionException e) {
                    if (!(e.getCause() instanceof MutantException)) {
                        throw new IOException(e.getCause());
                    }
                    untried++;
                    System.err.println("totemic: " + e.getCause().getMessage());
                }
            }
        } finally {
            // Ends the JVMs that are still running.
            executor.shutdownNow();
        }
        final long survivors =
                outcomes.stream().filter(MutantOutcome::hasSurvived).count();
        final long surprises =
                outcomes.stream().filter(outcome -> !outcome.isAsDeclared()).count();
        System.out.println(outcomes.size() + " mutants, " + survivors + " survived; " + surprises
                + " against what is declared; " + untried + " could not be tried");
        final MutantTable table = new MutantTable(outcomes);
        if (isMarkdown) {
            System.out.println(table.markdown());
        }
        if (document != null) {
            table.writeInto(document);
        }
        return surprises == 0 && untried == 0 && !outcomes.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static void print(final MutantOutcome outcome) {
        System.out.printf(
                "%-40s %s, %d seeds, %.1f s%n",
                outcome.mutant().name(), outcome.verdict(), outcome.seeds(), outcome.tookNs() / 1e9);
        if (!outcome.hasSurvived()) {
            System.out.println("  " + outcome.evidence());
        }
    }
}
