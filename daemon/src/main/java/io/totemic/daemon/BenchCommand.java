/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts the main class of the benchmarks, which the launcher puts on the class path when they are built. */
@Command(
        name = "bench",
        description = "Runs the benchmarks; all arguments are theirs.",
        mixinStandardHelpOptions = false)
final class BenchCommand implements Callable<Integer> {

    private static final String MAIN_CLASS = "io.totemic.benchmarks.Bench";

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Passed on as they are.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        final Class<?> main;
        try {
            main = Class.forName(MAIN_CLASS);
        } catch (final ClassNotFoundException absent) {
            System.err.println(
                    "totemic bench: the benchmarks are not built; run: mvn -q -B -DskipTests package -pl benchmarks -am");
            return ExitStatus.FAILED;
        }
        try {
            main.getMethod("main", String[].class).invoke(null, (Object) arguments.toArray(String[]::new));
            return ExitStatus.OK;
        } catch (final InvocationTargetException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
