/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import static io.totemic.simulation.check.HandMadeTrace.NODE_2;
import static io.totemic.simulation.check.HandMadeTrace.P;
import static io.totemic.simulation.check.HandMadeTrace.Q;
import static io.totemic.simulation.check.HandMadeTrace.RING_A;
import static io.totemic.simulation.check.HandMadeTrace.RING_B;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link LeaseExclusion} does not demand; what it finds stands in {@link CheckersTest}. */
final class LeaseExclusionTest {

    /** Seed 930166 of three nodes with pauses: a clock that ran ahead ended the wait for consensus within the lease of a paused node. */
    @Test
    void shouldDemandNothingOfAMemberWhoseClockJumpedWhileItHadToWait() {
        final HandMadeTrace made = new HandMadeTrace();
        FaultsOfVerdicts.heldFrom(made, P, RING_A, 0);
        FaultsOfVerdicts.heldFrom(made, Q, RING_B, 100);
        made.trace.quorum().clockJumped(NODE_2, 50_000_000L);
        final List<String> violations = new ArrayList<>();

        new LeaseExclusion().check(made.trace, violations::add);

        assertThat(violations).isEmpty();
    }
}
