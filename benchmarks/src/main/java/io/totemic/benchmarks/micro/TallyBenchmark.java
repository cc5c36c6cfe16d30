/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.quorum.core.NodeInfo;
import io.totemic.quorum.core.TallyModes;
import io.totemic.quorum.core.VoteQuorumSettings;
import io.totemic.quorum.core.VoteTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The verdict on a new configuration of all nodes, from what each of them says. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TallyBenchmark {

    private static final long WINDOW_NS = 10_000_000_000L;

    @Param({"3", "16"})
    public int nodes;

    private final List<NodeInfo> infos = new ArrayList<>();
    private VoteTally tally;
    private NodeSet members;

    /** Starts the tally of node 1, and lets all others say what they have. */
    @Setup
    public void start() {
        final TreeMap<NodeId, Integer> votes = new TreeMap<>();
        for (int node = 1; node <= nodes; node++) {
            votes.put(NodeId.of(node), 1);
        }
        members = NodeSet.copyOf(votes.keySet());
        tally = starting(NodeId.of(1), votes);
        for (final NodeId node : votes.keySet()) {
            final VoteTally other = starting(node, votes);
            other.beginSync(members);
            infos.add(other.nodeInfo());
        }
        if (!verdict()) {
            throw new IllegalStateException("all nodes together are not quorate");
        }
    }

    private VoteTally starting(final NodeId self, final TreeMap<NodeId, Integer> votes) {
        return VoteTally.starting(new VoteQuorumSettings(
                self, true, votes, nodes, TallyModes.PLAIN, false, WINDOW_NS, Optional.empty(), 0));
    }

    /** Whether they are quorate, which they are. */
    @Benchmark
    public boolean verdict() {
        tally.beginSync(members);
        for (final NodeInfo info : infos) {
            tally.onNodeInfo(info.node(), info);
        }
        tally.finishSync();
        return tally.isQuorate();
    }
}
