/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.mutant;

import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.SimulationResult;
import io.totemic.simulation.schedule.FaultProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Main class of the JVM that runs one mutant, until a seed fails: writes one line of seeds run, labels of the violations and the
 * first violation, separated by tabs.
 */
final class MutantRun {

    static final String RESULT = "mutant-result";

    /** No seed takes this long, unless a loop has no end. */
    private static final long SEED_LIMIT_NS = 120_000_000_000L;

    private static final long WATCH_INTERVAL_MS = 1_000L;

    private final SimulationOptions options;
    private final AtomicLong seedBeganNs = new AtomicLong();
    private long seedsRun;

    private MutantRun(final SimulationOptions options) {
        this.options = options;
    }

    /** Arguments: nodes, first seed, seeds, fault profile. */
    public static void main(final String[] arguments) {
        final SimulationOptions options = new SimulationOptions(
                Integer.parseInt(arguments[0]),
                SimulationOptions.DEFAULT.durationNs(),
                FaultProfile.named(arguments[3]));
        new MutantRun(options).run(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().halt(0);
    }

    private void run(final long from, final int seeds) {
        final Thread watch = new Thread(this::watch, "watch");
        watch.setDaemon(true);
        seedBeganNs.set(System.nanoTime());
        watch.start();
        List<String> violations = List.of();
        try (Simulation simulation = new Simulation()) {
            for (long seed = from; seed < from + seeds && violations.isEmpty(); seed++) {
                seedBeganNs.set(System.nanoTime());
                seedsRun++;
                final SimulationResult result = simulation.run(seed, options);
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
