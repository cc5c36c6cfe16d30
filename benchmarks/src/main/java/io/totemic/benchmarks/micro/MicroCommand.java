/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import io.totemic.benchmarks.FigureFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the micro-benchmarks in JVMs of their own, with the profiler of allocation. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        description =
                "Measures codecs, envelopes, packing, the sort queue, a token visit, delivery to groups, the tally and a hop"
                        + " between actors with JMH: ns and allocated bytes per operation.")
public final class MicroCommand implements Callable<Integer> {

    private static final String OURS = "io\\.totemic\\..*";
    private static final int QUICK_MS = 300;

    @Option(
            names = "--include",
            defaultValue = "",
            description = "Only those whose name has this regular expression in it, such as Codec.")
    private String include;

    @Option(
            names = "--quick",
            description = "A fork, with 3 x 0.3 s to warm up and 3 x 0.3 s measured; else 2 forks of 5 x 1 s.")
    private boolean isQuick;

    @Option(names = "--output", description = "Write the results to this file, as JSON.")
    private Path output;

    @Option(
            names = "--against",
            description = "Compare with the results in this file: the ratio is this run's time by the file's.")
    private Path against;

    @Override
    public Integer call() throws Exception {
        final List<MicroResult> kept = against == null ? List.of() : MicroResult.read(against);
        final FigureFile file = new FigureFile(output);
        final OptionsBuilder options = new OptionsBuilder();
        options.include(OURS + include).addProfiler(GCProfiler.class).shouldFailOnError(true);
        if (isQuick) {
            final TimeValue time = TimeValue.milliseconds(QUICK_MS);
            options.forks(1)
                    .warmupIterations(3)
                    .warmupTime(time)
                    .measurementIterations(3)
                    .measurementTime(time);
        } else {
            final TimeValue time = TimeValue.seconds(1);
            options.forks(2)
                    .warmupIterations(5)
                    .warmupTime(time)
                    .measurementIterations(5)
                    .measurementTime(time);
        }
        final List<MicroResult> results = new Runner(options.build())
                .run().stream()
                        .map(MicroResult::of)
                        .sorted(Comparator.comparing(MicroResult::title))
                        .toList();
        System.out.println();
        System.out.println(new MicroTable(results, kept));
        file.write("Micro-benchmarks" + (isQuick ? ", quick" : ""), Map.of(MicroResult.KEY, results));
        return 0;
    }
}
