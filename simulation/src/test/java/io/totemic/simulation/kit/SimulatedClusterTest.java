/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.kit;

import static io.totemic.simulation.kit.SimulatedCluster.nodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.RingId;
import io.totemic.simulation.junit.SimulatedTest;
import io.totemic.simulation.schedule.FaultProfile;
import io.totemic.simulation.schedule.LinkConditions;
import java.time.Duration;

/** What a test can do to a cluster, and what it can see. */
final class SimulatedClusterTest {

    private static final Duration LONG = Duration.ofSeconds(15);

    @SimulatedTest(nodes = 5, seeds = 10)
    void shouldHaveQuorumOnOneSideOnlyWhenPartitioned(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing().expectQuorate(1, 2, 3, 4, 5);

        cluster.partition(nodes(1, 2), nodes(3, 4, 5))
                .awaitRing(LONG, 1, 2)
                .awaitRing(LONG, 3, 4, 5)
                .expectNotQuorate(1, 2)
                .expectQuorate(3, 4, 5)
                .expectMembers(nodes(1, 2), 1, 2);

        cluster.heal().awaitOneRing().expectMembers(cluster.all(), 1, 5).expectQuorate(1, 2, 3, 4, 5);
    }

    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldGoOnWhenANodeCrashesAndTakeItBack(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();
        final RingId first = cluster.view(2).ringId();

        cluster.crash(1).awaitRing(LONG, 2, 3);
        assertThat(cluster.view(1).isUp()).isFalse();
        assertThat(cluster.up()).isEqualTo(nodes(2, 3));

        cluster.loseDisk(1).start(1).awaitOneRing();
        assertThat(cluster.view(1).ringId().seq()).isGreaterThan(first.seq());

        cluster.leave(3).awaitRing(LONG, 1, 2);
        cluster.restart(2).awaitRing(LONG, 1, 2).settle();
    }

    @SimulatedTest(nodes = 3, seeds = 5)
    void shouldLoseWhoIsPausedOrNotHeard(final SimulatedCluster cluster) {
        cluster.start().awaitOneRing();

        cluster.pause(2, Duration.ofSeconds(5)).awaitRing(LONG, 1, 3).awaitOneRing();

        cluster.cut(nodes(3), nodes(1, 2)).awaitRing(LONG, 1, 2);
        cluster.mend(nodes(3), nodes(1, 2)).awaitOneRing();

        cluster.degrade(cluster.all(), cluster.all(), LinkConditions.CALM.losing(1000))
                .awaitRing(LONG, 1)
                .heal()
                .awaitOneRing();
    }

    @SimulatedTest(nodes = 5, seeds = 5)
    void shouldBeOneRingAfterFaults(final SimulatedCluster cluster) {
        cluster.start()
                .injectFaults(FaultProfile.DEFAULT, Duration.ofSeconds(10))
                .settle()
                .expectMembers(cluster.all(), 1, 2, 3, 4, 5);
    }

    @SimulatedTest(nodes = 3, seeds = 1)
    void shouldNameSeedTimeAndViewsWhenAWaitIsInVain(final SimulatedCluster cluster) {
        cluster.start(1, 2);

        assertThatThrownBy(() -> cluster.awaitQuorum(3, Duration.ofSeconds(4)))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("waited 4.000 s until node 3 is quorate")
                .hasMessageContaining("seed " + cluster.seed() + ", after 4.000 s")
                .hasMessageContaining("of {1 2}, QUORATE")
                .hasMessageContaining("node 3 is down");
        assertThatThrownBy(() -> cluster.expectNotQuorate(1)).hasMessageContaining("node 1 is quorate");
        assertThatThrownBy(() -> cluster.expectQuorate(3)).hasMessageContaining("node 3 is not quorate");
        assertThatThrownBy(() -> cluster.expectMembers(nodes(1), 1)).hasMessageContaining("ring of node 1 is not {1}");
    }
}
