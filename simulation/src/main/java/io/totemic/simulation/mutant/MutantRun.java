/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.mutant;

import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.SimulationResult;
import io.totemic.simulation.histories.Histories;
import io.totemic.simulation.histories.HistoryKind;
import io.totemic.simulation.schedule.FaultProfile;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.ScenarioText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Main class of the JVM that runs one mutant, until a seed fails: writes one line of seeds run, labels of the violations and the
 * first violation, separated by tabs.
 */
final class MutantRun {

    static final String RESULT = "mutant-result";

    /** No seed takes this long, unless a loop has no end. */
    private static final long SEED_LIMIT_NS = 120_000_000_000L;

    private static final long WATCH_INTERVAL_MS = 1_000L;

    private final LongFunction<Scenario> scenarioOf;
    private final AtomicLong seedBeganNs = new AtomicLong();
    private long seedsRun;

    private MutantRun(final LongFunction<Scenario> scenarioOf) {
        this.scenarioOf = scenarioOf;
    }

    /**
     * Arguments: nodes, first seed, seeds, fault profile, path of the scenario to run instead or nothing, kind of the histories to run
     * instead or nothing.
     */
    public static void main(final String[] arguments) throws IOException {
        if (!arguments[5].isEmpty()) {
            final Histories histories = new Histories(HistoryKind.named(arguments[5]), Integer.parseInt(arguments[0]));
            final long from = Long.parseLong(arguments[1]);
            new MutantRun(seed -> null).runHistories(histories, from, Integer.parseInt(arguments[2]));
            Runtime.getRuntime().halt(0);
        }
        final SimulationOptions options = new SimulationOptions(
                Integer.parseInt(arguments[0]),
                SimulationOptions.DEFAULT.durationNs(),
                FaultProfile.named(arguments[3]));
        final LongFunction<Scenario> scenarioOf = arguments[4].isEmpty() ? options::scenario : read(arguments[4]);
        new MutantRun(scenarioOf).run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().halt(0);
    }

    private static LongFunction<Scenario> read(final String path) throws IOException {
        final Scenario scenario = ScenarioText.read(path, Files.readString(Path.of(path)));
        return scenario::withSeed;
    }

    private void runHistories(final Histories histories, final long from, final int seeds) {
        startWatch();
        final List<String> violations = new ArrayList<>();
        try {
            histories.run(from, seeds, outcome -> {
                seedBeganNs.set(System.nanoTime());
                seedsRun++;
                violations.addAll(outcome.violations());
                return violations.isEmpty();
            });
        } catch (final OutOfMemoryError e) {
            violations.add("Memory: " + e.getMessage());
        } catch (final RuntimeException | StackOverflowError e) {
            violations.add("Failure: " + e);
        }
        write(violations);
    }

    private void startWatch() {
        final Thread watch = new Thread(this::watch, "watch");
        watch.setDaemon(true);
        seedBeganNs.set(System.nanoTime());
        watch.start();
    }

    private void run(final long from, final int seeds) {
        startWatch();
        List<String> violations = List.of();
        try (Simulation simulation = new Simulation()) {
            for (long seed = from; seed < from + seeds && violations.isEmpty(); seed++) {
                seedBeganNs.set(System.nanoTime());
                seedsRun++;
                final SimulationResult result = simulation.run(scenarioOf.apply(seed));
                violations = result.violations();
            }
        } catch (final OutOfMemoryError e) {
            violations = List.of("Memory: " + e.getMessage());
        } catch (final RuntimeException | StackOverflowError e) {
            final List<String> failure = new ArrayList<>(violations);
            failure.add("Failure: " + e);
            violations = failure;
        }
        write(violations);
    }

    private void write(final List<String> violations) {
        final Set<String> labels = new LinkedHashSet<>();
        violations.forEach(violation -> labels.add(violation.substring(0, violation.indexOf(':'))));
        final String evidence = violations.isEmpty() ? "" : violations.get(0).replaceAll("\\s+", " ");
        System.out.println(RESULT + "\t" + seedsRun + "\t" + String.join(",", labels) + "\t" + evidence);
        System.out.flush();
    }

    private void watch() {
        try {
            while (System.nanoTime() - seedBeganNs.get() < SEED_LIMIT_NS) {
                Thread.sleep(WATCH_INTERVAL_MS);
            }
            write(List.of("Hang: a seed did not end in " + SEED_LIMIT_NS / 1_000_000_000L + " s"));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
