/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts the check of the TLA+ models. */
@Command(
        name = "tla",
        description = "Checks the TLA+ models of the protocol; all arguments are for that, see totemic tla --help.",
        mixinStandardHelpOptions = false)
final class TlaCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Passed on as they are.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        return ModuleBeside.run("tla", "tla", "io.totemic.tla.CheckModels", arguments);
    }
}
