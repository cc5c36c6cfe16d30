/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private final Topology topology = new Topology(3, 24);

    @Test
    void aNodeThatComesOrGoesRenewsItsPartitionOnly() {
        assertThat(topology.apply(new Step.Up(0, 2))).containsExactly(0);
        assertThat(topology.apply(new Step.Up(1, 3))).containsExactly(1);
        assertThat(topology.sequence(0)).isEqualTo(28);
        assertThat(topology.sequence(1)).isEqualTo(4);

        assertThat(topology.apply(new Step.Down(2))).isEmpty();
        assertThat(topology.sequence(0)).isEqualTo(32);
        assertThat(topology.up()).isEqualTo(Map.of(3, 1));
    }

    @Test
    void aMoveRenewsAllPartitionsAndPutsNodesLast() {
        topology.apply(new Step.Up(0, 1));
        topology.apply(new Step.Up(0, 2));
        topology.apply(new Step.Up(3, 3));

        assertThat(topology.apply(new Step.Move(0, List.of(1)))).containsExactly(0, 3);
        assertThat(topology.members(0)).containsExactly(2, 1);
        assertThat(topology.sequence(3)).isEqualTo(8);
        assertThat(topology.sequence(9)).isEqualTo(4);

        topology.apply(new Step.Join(3, 0));
        assertThat(topology.members(3)).containsExactly(3, 2, 1);
    }

    @Test
    void stepsThatMeanNothingAreNotApplicable() {
        topology.apply(new Step.Up(0, 1));

        assertThat(topology.isApplicable(new Step.Up(1, 1))).isFalse();
        assertThat(topology.isApplicable(new Step.Up(0, 4))).isFalse();
        assertThat(topology.isApplicable(new Step.Up(16, 2))).isFalse();
        assertThat(topology.isApplicable(new Step.Down(2))).isFalse();
        assertThat(topology.isApplicable(new Step.Move(1, List.of(1, 2)))).isFalse();
        assertThat(topology.isApplicable(new Step.Move(1, List.of(1, 1)))).isFalse();
        assertThat(topology.isApplicable(new Step.Join(2, 2))).isFalse();
        assertThat(topology.isApplicable(new Step.Join(2, 3))).isTrue();
    }
}
