/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.simulation.schedule.FaultProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seeds that every build runs, and seeds that once failed. */
final class SimulationTest {

    private static final SimulationOptions CALM = new SimulationOptions(3, 5_000_000_000L, FaultProfile.CALM);

    @Test
    void shouldFormOneRingAndDeliverInOneOrderWhenNothingFails() {
        try (Simulation simulation = new Simulation()) {
            for (long seed = 1; seed <= 20; seed++) {
                final SimulationResult result = simulation.run(seed, CALM);
                assertThat(result.violations()).as("seed %d", seed).isEmpty();
                assertThat(result.deliveredMessages()).as("seed %d", seed).isPositive();
            }
        }
    }

    @Test
    void shouldHoldAllPropertiesUnderFaults() {
        try (Simulation simulation = new Simulation()) {
            for (long seed = 1; seed <= 300; seed++) {
                final SimulationResult result = simulation.run(seed, SimulationOptions.DEFAULT);
                assertThat(result.violations()).as("seed %d", seed).isEmpty();
                assertThat(result.rings()).as("seed %d", seed).isPositive();
            }
        }
    }

    @Test
    void shouldHoldAllPropertiesForOtherNumbersOfNodes() {
        try (Simulation simulation = new Simulation()) {
            for (final int nodes : new int[] {1, 2, 3, 7}) {
                for (long seed = 1; seed <= 10; seed++) {
                    final SimulationOptions options =
                            new SimulationOptions(nodes, SimulationOptions.DEFAULT.durationNs(), FaultProfile.DEFAULT);
                    assertThat(simulation.run(seed, options).violations())
                            .as("%d nodes, seed %d", nodes, seed)
                            .isEmpty();
                }
            }
        }
    }

    /** Among these seeds are nodes that crash, that say LEAVE and end, and members that leave their group. */
    @Test
    void shouldGiveOneTraceForOneSeed() throws InterruptedException {
        final List<String> first;
        try (Simulation simulation = new Simulation()) {
            first = hashes(simulation);
            assertThat(hashes(simulation))
                    .as("after other runs in the same system")
                    .isEqualTo(first);
        }
        try (Simulation simulation = new Simulation()) {
            assertThat(hashes(simulation)).as("in a system of its own").isEqualTo(first);
        }
        final List<String> elsewhere = new ArrayList<>();
        final Thread thread = new Thread(() -> {
            try (Simulation simulation = new Simulation()) {
                elsewhere.addAll(hashes(simulation));
            }
        });
        thread.start();
        thread.join();
        // What is drawn from ThreadLocalRandom, as Pekko's hash codes are, depends on the thread.
        assertThat(elsewhere).as("on another thread").isEqualTo(first);
        assertThat(first).doesNotHaveDuplicates();
    }

    private static List<String> hashes(final Simulation simulation) {
        final List<String> hashes = new ArrayList<>();
        for (long seed = 1; seed <= 12; seed++) {
            hashes.add(simulation.run(seed, SimulationOptions.DEFAULT).hash());
        }
        return hashes;
    }
}
