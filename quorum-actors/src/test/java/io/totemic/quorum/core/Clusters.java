/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Clusters for tests, and their nodes by number. */
final class Clusters {

    static final long WINDOW_NS = 10_000_000_000L;

    private Clusters() {}

    /** {@code nodes} of one vote each, all down. */
    static IdealCluster of(final int nodes, final TallyModes modes) {
        final int[] votes = new int[nodes];
        Arrays.fill(votes, 1);
        return of(modes, votes);
    }

    static IdealCluster of(final TallyModes modes, final int... votes) {
        return of(modes, settings -> settings, votes);
    }

    static IdealCluster of(final TallyModes modes, final UnaryOperator<VoteQuorumSettings> change, final int... votes) {
        final TreeMap<NodeId, VoteQuorumSettings> settings = new TreeMap<>();
        for (int node = 1; node <= votes.length; node++) {
            settings.put(node(node), change.apply(settings(node, modes, votes)));
        }
        return new IdealCluster(settings);
    }

    static VoteQuorumSettings settings(final int self, final TallyModes modes, final int... votes) {
        final TreeMap<NodeId, Integer> byNode = new TreeMap<>();
        for (int node = 1; node <= votes.length; node++) {
            byNode.put(node(node), votes[node - 1]);
        }
        return new VoteQuorumSettings(
                node(self),
                true,
                byNode,
                Arrays.stream(votes).sum(),
                modes,
                modes.isTwoNode(),
                WINDOW_NS,
                Optional.empty(),
                0);
    }

    static NodeId node(final int number) {
        return NodeId.of(number);
    }

    static NodeSet nodes(final int... numbers) {
        final List<NodeId> nodes = new ArrayList<>();
        for (final int number : numbers) {
            nodes.add(node(number));
        }
        return NodeSet.copyOf(nodes);
    }

    /** The nodes from one to another. */
    static NodeSet range(final int from, final int to) {
        final List<NodeId> nodes = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            nodes.add(node(number));
        }
        return NodeSet.copyOf(nodes);
    }
}
