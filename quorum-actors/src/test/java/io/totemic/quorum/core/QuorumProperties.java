/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A cluster falls apart and comes together, over and over: never are two parts of it quorate at once. */
class QuorumProperties {

    private static final int NODES = 7;

    @Provide
    Arbitrary<List<Integer>> votes() {
        return Arbitraries.integers().between(0, 4).list().ofSize(NODES);
    }

    /** For each step the part to which each node belongs. */
    @Provide
    Arbitrary<List<List<Integer>>> partitions() {
        return Arbitraries.integers().between(0, 2).list().ofSize(NODES).list().ofMaxSize(12);
    }

    @Property(tries = 1_000)
    void shouldNeverHaveTwoQuorateParts(
            @ForAll("votes") final List<Integer> votes,
            @ForAll("partitions") final List<List<Integer>> partitions,
            @ForAll final boolean isWaitForAll) {
        final int expected = votes.stream().mapToInt(Integer::intValue).sum();
        final List<VoteTally> tallies = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            tallies.add(new VoteTally(
                    new VoteQuorumSettings(new NodeId(i + 1), true, votes.get(i), expected, false, isWaitForAll)));
        }
        for (final List<Integer> partition : partitions) {
            final Map<Integer, List<NodeVotes>> parts = new TreeMap<>();
            for (int i = 0; i < NODES; i++) {
                parts.computeIfAbsent(partition.get(i), part -> new ArrayList<>())
                        .add(tallies.get(i).own());
            }
            final Map<Integer, Boolean> isQuorate = new TreeMap<>();
            for (int i = 0; i < NODES; i++) {
                final int part = partition.get(i);
                final boolean verdict = tallies.get(i).decide(parts.get(part)).isQuorate();
                assertThat(isQuorate.getOrDefault(part, verdict))
                        .as("the members of a part agree")
                        .isEqualTo(verdict);
                isQuorate.put(part, verdict);
            }
            assertThat(isQuorate.values().stream().filter(quorate -> quorate).count())
                    .isLessThanOrEqualTo(1);
        }
    }
}
