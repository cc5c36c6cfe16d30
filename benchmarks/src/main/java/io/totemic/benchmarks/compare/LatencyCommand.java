/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.NamespaceLab;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The cases of latency on Totemic alone, with each way to listen. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description =
                "From an application's send of an ordered message to its delivery to the same application, on three nodes in "
                        + "network namespaces: back to back, 20 ms apart, 3 x 1000/s, beside a flood. Needs root.")
public final class LatencyCommand implements Callable<Integer> {

    @Mixin
    private LabOptions lab;

    @Option(names = "--encrypted", description = "With frames encrypted.")
    private boolean isEncrypted;

    @Option(names = "--mtu", defaultValue = "1500", description = "MTU of the links; by default ${DEFAULT-VALUE}.")
    private int mtu;

    @Option(names = "--rounds", defaultValue = "5", description = "Of all cases; by default ${DEFAULT-VALUE}.")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        if (!NamespaceLab.isPossible()) {
            throw new BenchFailure("network namespaces cannot be made here: needs root, and ip of iproute2");
        }
        final Matrix matrix = new Matrix(
                List.of(new Setting(isEncrypted, mtu, LabOptions.NODES)),
                rounds,
                setting -> Matrix.latencyCases(LabOptions.NODES, lab.rates()),
                List.of(Contender.TOTEMIC, Contender.TOTEMIC_ACTOR, Contender.TOTEMIC_LOOP));
        final ResultFile file = lab.results() == null ? null : new ResultFile(lab.results());
        final ComparisonReport report =
                new ComparisonReport("Latency of self-delivery, " + LabOptions.NODES + " nodes of Totemic");
        return report.end(matrix, new Comparison(lab.totemic(), 1, lab).run(matrix, file), lab.output());
    }
}
