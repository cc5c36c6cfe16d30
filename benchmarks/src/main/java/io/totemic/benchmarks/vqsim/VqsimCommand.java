/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim;

import io.totemic.benchmarks.vqsim.core.Difference.Kind;
import io.totemic.benchmarks.vqsim.core.FollowingVoteModel;
import io.totemic.benchmarks.vqsim.core.ScenarioComparison;
import io.totemic.benchmarks.vqsim.core.ScenarioComparison.Outcome;
import io.totemic.benchmarks.vqsim.core.ScenarioGenerator;
import io.totemic.benchmarks.vqsim.core.VoteModel;
import io.totemic.benchmarks.vqsim.core.VoteScenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs random scenarios on the real votequorum and on another model, and reports where they part. */
@Command(
        name = "vqsim",
        mixinStandardHelpOptions = true,
        description =
                "Compares a vote counter with the real votequorum, as corosync-vqsim runs it, in random scenarios.")
public final class VqsimCommand implements Callable<Integer> {

    /** What is compared with the real one. */
    enum Against {
        /** Our tally, which is given what each real node was given: must not differ in anything it says. */
        TALLY,
        /** A second process of the simulator: must not differ, unless its nodes are given messages in another order. */
        VQSIM,
        /** A second process whose answers are falsified: must differ, else the comparison compares nothing. */
        FAULT;

        VoteModel open() {
            return switch (this) {
                case TALLY -> new FollowingVoteModel(TallyVoteNode::refusal, TallyVoteNode::start);
                case VQSIM -> new VqsimModel();
                case FAULT -> new PlantedFaultModel(new VqsimModel());
            };
        }

        /** What is compared: everything, or what two processes that do not follow each other agree on, mostly. */
        Set<Kind> kinds() {
            return this == TALLY
                    ? EnumSet.allOf(Kind.class)
                    : EnumSet.of(Kind.REFUSAL, Kind.PARTITION, Kind.QUORATE, Kind.VIEW);
        }
    }

    /** One scenario that was run, and how often it was repeated since it differed: either an outcome or the sentence of a failure. */
    record Run(long seed, VoteScenario scenario, Outcome outcome, String failure, int repeats) {}

    private static final int REPEATS_MAX = 3;
    private static final int MOST_SHRUNK = 5;
    private static final int MOST_FAILURES_SAID = 5;

    @Option(names = "--scenarios", defaultValue = "500", description = "How many; by default ${DEFAULT-VALUE}.")
    private int scenarios;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Of the first scenario, the next has the next; by default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--nodes", defaultValue = "8", description = "At most, 2 to 16; by default ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(names = "--parallel", defaultValue = "4", description = "Scenarios at a time; by default ${DEFAULT-VALUE}.")
    private int parallel;

    @Option(
            names = "--against",
            defaultValue = "TALLY",
            description = "What is compared: ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.")
    private Against against;

    @Option(names = "--report", description = "Writes the result to this file, .md or .json.")
    private Path report;

    @Option(names = "--replay", description = "Only the scenario of this seed, with its text.")
    private Long replay;

    @Option(names = "--scenario", description = "Only the scenario of this text file.")
    private Path file;

    @Override
    public Integer call() throws Exception {
        if (!VqsimProcess.isInstalled()) {
            System.err.println("bench: " + VqsimProcess.MISSING);
            return 1;
        }
        final long startNs = System.nanoTime();
        final List<Run> runs = file != null || replay != null ? one() : many();
        final VqsimReport result = new VqsimReport(against.name(), nodes, runs, (System.nanoTime() - startNs) / 1e9);
        int shrunk = 0;
        for (final Run run : result.different()) {
            System.out.println(VqsimReport.text(run));
            if ((against == Against.FAULT || !run.outcome().hasOtherOrder()) && shrunk++ < MOST_SHRUNK) {
                final Outcome smaller = shrink(run.outcome());
                System.out.println("shrunk to\n" + smaller.scenario().text()
                        + smaller.difference().get() + "\n");
                result.shrunk(run.seed(), smaller);
            }
        }
        result.failed().stream()
                .limit(MOST_FAILURES_SAID)
                .forEach(run -> System.out.println("seed " + run.seed() + " failed: " + run.failure()));
        System.out.println(result.markdown());
        if (report != null) {
            write(result);
        }
        return result.isClean(against) ? 0 : 1;
    }

    private void write(final VqsimReport result) throws IOException {
        final String text = report.toString().endsWith(".json") ? result.json() : result.markdown();
        Files.writeString(report, text, StandardCharsets.UTF_8);
    }

    private List<Run> one() throws IOException {
        final VoteScenario scenario = file != null
                ? VoteScenario.parse(Files.readString(file, StandardCharsets.UTF_8))
                : scenario(replay, nodes);
        System.out.println(scenario.text());
        return List.of(run(replay == null ? 0 : replay, scenario));
    }

    private static VoteScenario scenario(final long seed, final int nodes) {
        return new ScenarioGenerator(new SplittableRandom(seed), nodes).next();
    }

    private List<Run> many() throws InterruptedException, ExecutionException {
        final ExecutorService executor = Executors.newFixedThreadPool(parallel);
        try {
            final List<Future<Run>> running = new ArrayList<>();
            for (int index = 0; index < scenarios; index++) {
                final long of = seed + index;
                running.add(executor.submit(() -> run(of, scenario(of, nodes))));
            }
            final List<Run> runs = new ArrayList<>();
            for (final Future<Run> future : running) {
                runs.add(future.get());
                if (runs.size() % 100 == 0) {
                    System.out.println(runs.size() + " of " + scenarios);
                }
            }
            return runs;
        } finally {
            executor.shutdownNow();
        }
    }

    private Run run(final long of, final VoteScenario scenario) {
        try {
            Outcome outcome = compare(scenario);
            int repeats = 0;
            // Our tally is a function of what it is given, the simulator is not: timers that say nothing are not seen.
            while (against == Against.TALLY && outcome.difference().isPresent() && repeats < REPEATS_MAX) {
                outcome = compare(scenario);
                repeats++;
            }
            return new Run(of, scenario, outcome, null, repeats);
        } catch (final VqsimFailure failure) {
            return new Run(of, scenario, null, failure.getMessage(), 0);
        }
    }

    private Outcome compare(final VoteScenario scenario) {
        try (VoteModel reference = new VqsimModel();
                VoteModel other = against.open()) {
            return new ScenarioComparison(against.kinds()).run(scenario, reference, other);
        }
    }

    /** Leaves out steps as long as the same kind of difference stays. */
    private Outcome shrink(final Outcome outcome) {
        final Kind kind = outcome.difference().orElseThrow().kind();
        Outcome smallest = outcome;
        VoteScenario scenario =
                outcome.scenario().first(outcome.difference().get().stepIndex() + 1);
        for (int index = scenario.steps().size() - 1; index >= 0; index--) {
            final VoteScenario fewer = scenario.without(index);
            final Run run = run(0, fewer);
            if (run.outcome() != null
                    && run.outcome()
                            .difference()
                            .map(found -> found.kind() == kind)
                            .orElse(false)) {
                smallest = run.outcome();
                scenario = fewer;
            }
        }
        return smallest;
    }
}
