/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.TieBreaker;
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
        final IdealCluster cluster = Clusters.of(
                new TallyModes(false, isWaitForAll, false, TieBreaker.NONE, false, false),
                votes.stream().mapToInt(Integer::intValue).toArray());
        final NodeSet all = Clusters.range(1, NODES);
        cluster.start(all);
        for (final List<Integer> partition : partitions) {
            final Map<Integer, NodeSet> parts = new TreeMap<>();
            for (int i = 0; i < NODES; i++) {
                parts.merge(partition.get(i), NodeSet.of(Clusters.node(i + 1)), NodeSet::plus);
            }
            cluster.partition(List.copyOf(parts.values()));
            int quorateParts = 0;
            for (final NodeSet part : parts.values()) {
                for (final NodeId node : part) {
                    assertThat(cluster.verdict(node))
                            .as("the members of a part agree")
                            .isEqualTo(cluster.verdict(part.lowest()));
                }
                quorateParts += cluster.verdict(part.lowest()).isQuorate() ? 1 : 0;
            }
            assertThat(quorateParts).isLessThanOrEqualTo(1);
        }
    }

    /** What is supposed of a split comes true when it happens. */
    @Property(tries = 1_000)
    void shouldSupposeWhatHappensThen(
            @ForAll("votes") final List<Integer> votes,
            @ForAll("partitions") final List<List<Integer>> partitions,
            @ForAll final boolean isWaitForAll,
            @ForAll final boolean isLastManStanding) {
        final IdealCluster cluster = Clusters.of(
                new TallyModes(false, isWaitForAll, isLastManStanding, TieBreaker.HIGHEST, false, false),
                votes.stream().mapToInt(Integer::intValue).toArray());
        cluster.start(Clusters.range(1, NODES));
        for (final List<Integer> partition : partitions) {
            final Map<Integer, NodeSet> parts = new TreeMap<>();
            for (int i = 0; i < NODES; i++) {
                parts.merge(partition.get(i), NodeSet.of(Clusters.node(i + 1)), NodeSet::plus);
            }
            cluster.partition(List.of(Clusters.range(1, NODES)));
            final List<HypotheticalPart> supposed = cluster.suppose(Clusters.node(1), List.copyOf(parts.values()));
            cluster.partition(List.copyOf(parts.values()));
            for (final HypotheticalPart part : supposed) {
                assertThat(cluster.status(part.nodes().lowest()).explanation()).isEqualTo(part.atOnce());
            }
        }
    }
}
