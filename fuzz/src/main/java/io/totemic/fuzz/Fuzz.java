/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Main class: fuzzes decoders, one after the other, and tells the figures of each. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = "Fuzzes the decoders with Jazzer, guided by coverage. Ends with 1 if there is a finding.")
public final class Fuzz implements Callable<Integer> {

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "For each target; by default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--target", paramLabel = "NAME", description = "Only this one; may be given several times.")
    private List<String> targets = List.of();

    @Option(names = "--list", description = "Only tells the names of the targets.")
    private boolean isList;

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "For the corpus that grows, logs and findings; by default fuzz/target/work.")
    private Path work;

    private Fuzz() {}

    /** Runs and ends the process. */
    public static void main(final String[] arguments) {
        System.exit(new CommandLine(new Fuzz()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (isList) {
            FuzzTargets.names().forEach(System.out::println);
            return 0;
        }
        for (final String target : targets) {
            if (!FuzzTargets.exists(target)) {
                System.err.println("fuzz: there is no target " + target + ", must be one of " + FuzzTargets.names());
                return 2;
            }
        }
        final Path home = Path.of(System.getProperty("totemic.home", "."));
        final Path kept = home.resolve("fuzz/corpus").toAbsolutePath();
        final Path folder = work == null ? home.resolve("fuzz/target/work").toAbsolutePath() : work.toAbsolutePath();
        final List<String> chosen = new ArrayList<>(targets);
        if (chosen.isEmpty()) {
            FuzzTargets.names().forEach(chosen::add);
        }
        System.out.printf(
                "%-18s %12s %9s %9s %7s  %s%n", "target", "executions", "coverage", "features", "corpus", "finding");
        boolean isFound = false;
        for (final String target : chosen) {
            Files.createDirectories(kept.resolve(target));
            final Campaign.Outcome outcome = new Campaign(target, kept, folder).run(seconds);
            System.out.printf(
                    "%-18s %12d %9d %9d %7d  %s%n%-18s %s%n",
                    target,
                    outcome.executions(),
                    outcome.coverage(),
                    outcome.features(),
                    outcome.corpusInputs(),
                    outcome.finding().isEmpty() ? "none" : outcome.finding(),
                    "",
                    outcome.worst());
            isFound |= !outcome.finding().isEmpty();
        }
        System.out.println("Logs and inputs: " + folder);
        return isFound ? 1 : 0;
    }
}
