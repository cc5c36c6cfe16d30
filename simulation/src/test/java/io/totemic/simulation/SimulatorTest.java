/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.MembershipInput;
import io.totemic.membership.core.MembershipStep;
import io.totemic.simulation.check.MembershipCoverage;
import io.totemic.simulation.schedule.FaultProfile;
import io.totemic.simulation.schedule.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimulatorTest {

    private static final SimulationOptions SHORT = new SimulationOptions(3, 1_000_000_000L, FaultProfile.CALM);

    @Test
    void shouldRunEachSeedOnceOnSeveralThreads() throws InterruptedException {
        final List<Long> seeds = new ArrayList<>();
        final List<Long> progress = new ArrayList<>();
        final RunTotals totals = new Simulator(SHORT, new Simulator.Listener() {
                    @Override
                    public void ended(final Scenario scenario, final SimulationResult result) {
                        seeds.add(result.seed());
                    }

                    @Override
                    public void progressed(final RunTotals so, final long elapsedNs) {
                        progress.add(so.runs());
                    }
                })
                .run(98, 5, 2);
        assertThat(seeds).containsExactlyInAnyOrder(98L, 99L, 100L, 101L, 102L);
        assertThat(progress).endsWith(5L);
        assertThat(totals.failed()).isZero();
        assertThat(totals.actions()).containsEntry("start", 15L);
        assertThat(totals.network().carried()).isPositive();
        assertThat(totals.network().lost()).isZero();
        final MembershipCoverage.Cell start = new MembershipCoverage.Cell(
                null, MembershipInput.START, MembershipStep.Outcome.GATHER, GatherReason.INTERFACE_CHANGE);
        assertThat(totals.coverage().countOf(start)).isEqualTo(15);
    }

    @Test
    void shouldNoticeWhenARepetitionGoesAnotherWay() {
        try (Simulation simulation = new Simulation()) {
            final SimulationResult one = simulation.run(1, SHORT);
            assertThat(Simulator.compared(one, simulation.run(1, SHORT)).violations())
                    .isEmpty();
            assertThat(Simulator.compared(one, simulation.run(2, SHORT)).violations())
                    .singleElement()
                    .asString()
                    .startsWith("Determinism: ");
        }
    }
}
