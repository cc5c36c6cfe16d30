/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.Quorum;
import io.totemic.config.ClusterConfig;
import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumLease;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.TieBreaker;
import io.totemic.quorum.VoteQuorum;
import io.totemic.quorum.core.IdealCluster;
import io.totemic.quorum.core.TallyModes;
import io.totemic.quorum.core.VoteChange;
import io.totemic.quorum.core.VoteQuorumSettings;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** votequorum of node 1 of four with a tie-breaker, all up, on an ideal network. */
final class PlayedQuorum implements Quorum {

    private final IdealCluster cluster;
    private final QuorumLease lease = new QuorumLease(() -> 0);

    PlayedQuorum() {
        final TreeMap<NodeId, Integer> votes = new TreeMap<>();
        final TreeMap<NodeId, VoteQuorumSettings> settings = new TreeMap<>();
        for (int node = 1; node <= 4; node++) {
            votes.put(NodeId.of(node), 1);
        }
        for (final NodeId node : votes.keySet()) {
            settings.put(
                    node,
                    new VoteQuorumSettings(
                            node,
                            true,
                            votes,
                            4,
                            new TallyModes(false, false, false, TieBreaker.LOWEST, false, false),
                            false,
                            0,
                            Optional.empty(),
                            0));
        }
        cluster = new IdealCluster(settings);
        cluster.start(NodeSet.copyOf(votes.keySet()));
        lease.verdict(true);
        lease.until(250_000_000);
    }

    @Override
    public CompletionStage<QuorumLease> lease() {
        return CompletableFuture.completedFuture(lease);
    }

    @Override
    public CompletionStage<QuorumStatus> status() {
        return CompletableFuture.completedFuture(cluster.status(NodeId.of(1)));
    }

    @Override
    public CompletionStage<List<HypotheticalPart>> suppose(final List<NodeSet> parts) {
        return CompletableFuture.completedFuture(cluster.suppose(NodeId.of(1), parts));
    }

    @Override
    public CompletionStage<Done> subscribe(final ActorRef<VoteQuorum.VerdictChanged> subscriber) {
        throw new UnsupportedOperationException("no route subscribes");
    }

    @Override
    public CompletionStage<VoteChange> setExpectedVotes(final int votes) {
        throw new UnsupportedOperationException("no route changes anything");
    }

    @Override
    public CompletionStage<VoteChange> setVotes(final NodeId node, final int votes) {
        throw new UnsupportedOperationException("no route changes anything");
    }

    @Override
    public CompletionStage<Done> reload(final ClusterConfig config) {
        throw new UnsupportedOperationException("no route reloads");
    }

    @Override
    public CompletionStage<VoteChange> cancelWaitForAll() {
        throw new UnsupportedOperationException("no route changes anything");
    }
}
