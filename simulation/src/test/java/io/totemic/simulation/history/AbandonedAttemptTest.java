/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.simulation.RunRecord;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.ScenarioText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * By reading: who gives up a recovery that another member has completed has told it what it has; the other delivers it in the
 * transitional configuration of both. The scenarios are those in which planted faults are found that forget this.
 */
final class AbandonedAttemptTest {

    private static final int SEEDS = 300;

    @Test
    void shouldDeliverWhatOthersHaveDeliveredForBoth() throws IOException {
        assertThat(abandonedInRunsOf("attempt-completed-by-others")).isPositive();
    }

    @Test
    void shouldTellCompanionsWhatOthersHaveDelivered() throws IOException {
        assertThat(abandonedInRunsOf("attempt-continued-with-another")).isPositive();
    }

    /** In how many runs node 4 gave up an attempt that others completed; no run may violate a property. */
    private static int abandonedInRunsOf(final String name) throws IOException {
        final Path file = Path.of("src/main/mutants", name + ".scenario");
        final Scenario scenario = ScenarioText.read(file.toString(), Files.readString(file));
        int abandoned = 0;
        try (Simulation simulation = new Simulation()) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                final RunRecord run = simulation.record(scenario.withSeed(seed));
                assertThat(run.result().violations()).as("seed %d", seed).isEmpty();
                abandoned += isAbandonedByNode4(run.trace()) ? 1 : 0;
            }
        }
        return abandoned;
    }

    private static boolean isAbandonedByNode4(final Trace trace) {
        final Set<RingId> installed = new HashSet<>();
        final Set<RingId> given = new HashSet<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            final boolean isNode4 = process.node().equals(NodeId.of(4));
            RingId recovering = null;
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.StateEntered entered) {
                    if (isNode4 && recovering != null && entered.state() == StateName.GATHER) {
                        given.add(recovering);
                    }
                    recovering = entered.state() == StateName.RECOVERY ? entered.ringId() : null;
                } else if (event instanceof Trace.Configured configured
                        && configured.configuration() instanceof RegularConfiguration regular) {
                    installed.add(regular.ringId());
                }
            }
        }
        given.retainAll(installed);
        return !given.isEmpty();
    }
}
