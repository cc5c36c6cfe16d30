/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.simulation.schedule.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a range of seeds on several threads. Each seed is run by one thread, so that its trace is its own; which thread runs it
 * changes nothing.
 */
public final class Simulator {

    /** Hears of each run that has ended; called by one thread at a time. */
    public interface Listener {

        /** A run has ended. */
        void ended(Scenario scenario, SimulationResult result);

        /** Called every few seconds, and after the last run. */
        void progressed(RunTotals totals, long elapsedNs);
    }

    /** One seed of so many is run twice. */
    private static final int REPEATED = 100;

    private static final long PROGRESS_INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final SimulationOptions options;
    private final Listener listener;
    private final RunTotals totals = new RunTotals();
    private final List<Throwable> failures = new ArrayList<>();
    private long beganNs;
    private long progressDueNs;

    /** Runs with these options. */
    public Simulator(final SimulationOptions options, final Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * Runs {@code seeds} seeds from {@code from} on, on {@code jobs} threads.
     *
     * @throws IllegalStateException if the simulator itself failed
     */
    public RunTotals run(final long from, final int seeds, final int jobs) throws InterruptedException {
        beganNs = System.nanoTime();
        progressDueNs = beganNs + PROGRESS_INTERVAL_NS;
        final AtomicLong next = new AtomicLong(from);
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            final Thread thread = new Thread(() -> runShare(next, from + seeds), "simulation-" + i);
            thread.start();
            threads.add(thread);
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a seed could not be run", failures.get(0));
        }
        listener.progressed(totals, System.nanoTime() - beganNs);
        return totals;
    }

    private void runShare(final AtomicLong next, final long end) {
        Simulation simulation = new Simulation();
        try {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                final Scenario scenario = options.scenario(seed);
                final SimulationResult result = simulation.run(scenario);
                final boolean isRepeated = seed % REPEATED == 0 && !simulation.isBroken();
                note(scenario, isRepeated ? compared(result, simulation.run(scenario)) : result);
                if (simulation.isBroken()) {
                    simulation = new Simulation();
                }
            }
        } catch (final RuntimeException | Error e) {
            synchronized (this) {
                failures.add(e);
            }
        } finally {
            simulation.close();
        }
    }

    /** A run whose repetition went another way depends on something besides its seed. */
    static SimulationResult compared(final SimulationResult result, final SimulationResult again) {
        return result.hash().equals(again.hash())
                ? result
                : result.with("Determinism: run again, the trace of the seed was " + again.hash() + " instead of "
                        + result.hash()
                        + ": something reads a clock, draws lots of its own or depends on another thread");
    }

    private synchronized void note(final Scenario scenario, final SimulationResult result) {
        totals.add(scenario, result);
        listener.ended(scenario, result);
        final long nowNs = System.nanoTime();
        if (nowNs - progressDueNs >= 0) {
            progressDueNs += PROGRESS_INTERVAL_NS;
            listener.progressed(totals, nowNs - beganNs);
        }
    }
}
