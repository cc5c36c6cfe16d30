/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts the fuzzing of the decoders. */
@Command(
        name = "fuzz",
        description = "Fuzzes the decoders; all arguments are for that, see totemic fuzz --help.",
        mixinStandardHelpOptions = false)
final class FuzzCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Passed on as they are.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        return ModuleBeside.run("fuzz", "fuzz", "io.totemic.fuzz.Fuzz", arguments);
    }
}
