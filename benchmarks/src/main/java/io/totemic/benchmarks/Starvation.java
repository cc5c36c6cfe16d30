/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Takes the cores from the children of a benchmark, again and again for a while: they run at the priority of what is idle, and
 * threads of this process are busy. Which of them get a core meanwhile, and for how long, is the kernel's lot.
 */
final class Starvation implements AutoCloseable {

    /** Runs a child so that any busy thread goes before it. */
    static final List<String> LAST_IN_LINE = List.of("chrt", "--idle", "0", "nice", "-n", "19");

    private static final long BUSY_MIN_MS = 200;
    private static final long BUSY_MAX_MS = 4_000;
    private static final long CALM_MIN_MS = 1_000;
    private static final long CALM_MAX_MS = 6_000;

    private final SplittableRandom random;
    private final Thread thread = new Thread(this::starve, "starve");
    private volatile boolean isEnding;

    private Starvation(final long seed) {
        random = new SplittableRandom(seed);
        thread.setDaemon(true);
    }

    /** Begins; lengths and numbers of cores follow from {@code seed}. */
    static Starvation begin(final long seed) {
        final Starvation starvation = new Starvation(seed);
        starvation.thread.start();
        return starvation;
    }

    private void starve() {
        final int cores = Runtime.getRuntime().availableProcessors();
        while (!isEnding) {
            final long busyMs = random.nextLong(BUSY_MIN_MS, BUSY_MAX_MS);
            final int busyCores = random.nextInt(2) == 0 ? cores : random.nextInt(1, cores + 1);
            final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(busyMs);
            for (int i = 0; i < busyCores; i++) {
                final Thread busy = new Thread(() -> beBusyUntil(endNs), "busy-" + i);
                busy.setDaemon(true);
                busy.start();
            }
            pauseMs(busyMs + random.nextLong(CALM_MIN_MS, CALM_MAX_MS));
        }
    }

    private void beBusyUntil(final long endNs) {
        while (!isEnding && System.nanoTime() - endNs < 0) {
            Thread.onSpinWait();
        }
    }

    private void pauseMs(final long ms) {
        try {
            Thread.sleep(ms);
        } catch (final InterruptedException ending) {
            isEnding = true;
        }
    }

    @Override
    public void close() {
        isEnding = true;
        thread.interrupt();
    }
}
