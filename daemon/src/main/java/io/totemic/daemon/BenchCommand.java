/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts the benchmarks. */
@Command(
        name = "bench",
        description = "Runs the benchmarks; all arguments are theirs.",
        mixinStandardHelpOptions = false)
final class BenchCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Passed on as they are.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        return ModuleBeside.run("bench", "benchmarks", "io.totemic.benchmarks.Bench", arguments);
    }
}
