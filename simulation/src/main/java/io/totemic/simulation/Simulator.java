/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs a range of seeds and reports; the command {@code totemic simulate} is this. */
public final class Simulator {

    private static final int VIOLATIONS_SHOWN = 5;
    private static final long PROGRESS_INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final SimulationOptions options;
    private final PrintStream out;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong simulatedNs = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong rings = new AtomicLong();
    private final AtomicLong nextProgressNs = new AtomicLong();

    /** Reports go to {@code out}. */
    public Simulator(final SimulationOptions options, final PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs {@code seeds} seeds from {@code from} on, on {@code jobs} threads.
     *
     * @return how many failed
     */
    public long run(final long from, final int seeds, final int jobs) throws InterruptedException {
        final long beganNs = System.nanoTime();
        nextProgressNs.set(beganNs + PROGRESS_INTERVAL_NS);
        final AtomicLong next = new AtomicLong(from);
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            final Thread thread = new Thread(() -> runShare(next, from, seeds, beganNs), "simulation-" + i);
            thread.start();
            threads.add(thread);
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        report("", seeds, beganNs);
        return failed.get() + seeds - done.get();
    }

    private void runShare(final AtomicLong next, final long from, final int seeds, final long beganNs) {
        Simulation simulation = new Simulation();
        try {
            for (long seed = next.getAndIncrement(); seed < from + seeds; seed = next.getAndIncrement()) {
                note(simulation.run(seed, options));
                if (simulation.isBroken()) {
                    simulation = new Simulation();
                }
                final long dueNs = nextProgressNs.get();
                if (System.nanoTime() - dueNs >= 0
                        && nextProgressNs.compareAndSet(dueNs, dueNs + PROGRESS_INTERVAL_NS)) {
                    report("... ", seeds, beganNs);
                }
            }
        } finally {
            simulation.close();
        }
    }

    private void note(final SimulationResult result) {
        done.incrementAndGet();
        steps.addAndGet(result.steps());
        simulatedNs.addAndGet(result.simulatedNs());
        delivered.addAndGet(result.deliveredMessages());
        rings.addAndGet(result.rings());
        if (!result.violations().isEmpty()) {
            failed.incrementAndGet();
            final StringBuilder text = new StringBuilder("seed " + result.seed() + " failed, "
                    + result.violations().size() + " violations; replay with: ./totemic simulate --nodes "
                    + options.nodes() + " --duration " + TimeUnit.NANOSECONDS.toSeconds(options.durationNs())
                    + " --faults " + options.profile().name() + " --replay " + result.seed());
            result.violations().stream().limit(VIOLATIONS_SHOWN).forEach(violation -> text.append("\n  ")
                    .append(violation));
            out.println(text);
        }
    }

    private void report(final String prefix, final int seeds, final long beganNs) {
        final double seconds = (System.nanoTime() - beganNs) / 1e9;
        out.printf(
                "%s%d of %d seeds of %d nodes, %d failed; %.1f s, %.1f seeds/s, %.0f simulated s/s,"
                        + " %.2f million events/s; %d messages delivered, %d rings installed%n",
                prefix,
                done.get(),
                seeds,
                options.nodes(),
                failed.get(),
                seconds,
                done.get() / seconds,
                simulatedNs.get() / 1e9 / seconds,
                steps.get() / seconds / 1e6,
                delivered.get(),
                rings.get());
    }
}
