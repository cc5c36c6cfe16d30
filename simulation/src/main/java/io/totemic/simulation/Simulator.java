/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import java.io.PrintStream;

/** Runs a range of seeds and reports; the command {@code totemic simulate} is this. */
public final class Simulator {

    private Simulator() {}

    /** {@code nodes fromSeed seeds [calm|rough]}; exit status 1 if a seed failed. */
    public static void main(final String[] arguments) {
        final int nodes = Integer.parseInt(arguments[0]);
        final long from = Long.parseLong(arguments[1]);
        final int seeds = Integer.parseInt(arguments[2]);
        final boolean isCalm = arguments.length > 3 && arguments[3].equals("calm");
        System.exit(run(nodes, from, seeds, isCalm, System.out) == 0 ? 0 : 1);
    }

    /** Runs {@code seeds} seeds from {@code from} on; answers how many failed. */
    public static int run(
            final int nodes, final long from, final int seeds, final boolean isCalm, final PrintStream out) {
        final SimulationOptions options = isCalm
                ? new SimulationOptions(nodes, 5_000_000_000L, NetworkOptions.CALM, 0)
                : new SimulationOptions(nodes, 20_000_000_000L, NetworkOptions.ROUGH, 1_000_000_000L);
        int failed = 0;
        long steps = 0;
        long delivered = 0;
        long rings = 0;
        final long beganNs = System.nanoTime();
        try (Simulation simulation = new Simulation()) {
            for (long seed = from; seed < from + seeds; seed++) {
                final SimulationResult result = simulation.run(seed, options);
                if (System.getenv("SIMDEBUG") != null) {
                    out.println("seed " + seed + " steps " + result.steps() + " hash " + result.hash() + " "
                            + (System.nanoTime() - beganNs) / 1_000_000 + " ms");
                }
                steps += result.steps();
                delivered += result.deliveredMessages();
                rings += result.rings();
                if (!result.violations().isEmpty()) {
                    failed++;
                    out.println(
                            "seed " + seed + " failed, " + result.violations().size() + " violations:");
                    result.violations().stream().limit(5).forEach(violation -> out.println("  " + violation));
                }
            }
        }
        final double seconds = (System.nanoTime() - beganNs) / 1e9;
        out.printf(
                "%d seeds of %d nodes: %d failed; %d messages delivered, %d rings, %.1f s, %.2f million events/s%n",
                seeds, nodes, failed, delivered, rings, seconds, steps / seconds / 1e6);
        return failed;
    }
}
