/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim;

import io.totemic.NodeSettings;
import io.totemic.benchmarks.vqsim.core.NodeInfo;
import io.totemic.benchmarks.vqsim.core.VoteConfiguration;
import io.totemic.benchmarks.vqsim.core.VoteNode;
import io.totemic.config.ClusterConfig;
import io.totemic.config.ConfigProblem;
import io.totemic.config.CorosyncConfParser;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.quorum.core.NodeEntry;
import io.totemic.quorum.core.TallyModes;
import io.totemic.quorum.core.VoteQuorumSettings;
import io.totemic.quorum.core.VoteTally;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Our tally of one node, set to what our parser makes of the same configuration.
 *
 * <p>Habits of the real one are lent to it here, which it does not have: a node sends the flags that its own last message has left it
 * with, even if it has lost quorum since; with expected_votes_tracking a written expected_votes is ignored; and two_node is taken for other
 * numbers of nodes too, which our parser refuses.
 */
final class TallyVoteNode implements VoteNode {

    private final NodeId self;
    private final VoteTally tally;

    private TallyVoteNode(final NodeId self, final VoteTally tally) {
        this.self = self;
        this.tally = tally;
    }

    /** Why our parser refuses the configuration; empty if it does not. */
    static Optional<String> refusal(final VoteConfiguration configuration) {
        final List<ConfigProblem> problems =
                CorosyncConfParser.parse("vqsim", accepted(configuration)).problems();
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("; ")));
    }

    /** A node that has just been started. */
    static VoteNode start(final VoteConfiguration configuration, final int node) {
        final NodeId self = NodeId.of(node);
        final String text = accepted(configuration);
        final VoteQuorumSettings parsed = NodeSettings.quorumSettings(ClusterConfig.fromText(text), self);
        final VoteQuorumSettings settings =
                text.equals(text(configuration)) ? parsed : parsed.with(twoNode(configuration, parsed.modes()));
        final int sum =
                configuration.votes().stream().mapToInt(Integer::intValue).sum();
        return new TallyVoteNode(
                self,
                VoteTally.starting(
                        settings.modes().isTrackingExpectedVotes()
                                        && settings.device().isEmpty()
                                ? settings.expecting(sum)
                                : settings));
    }

    private static String text(final VoteConfiguration configuration) {
        return configuration.corosyncConf("state").replace("  transport: knet\n", "  secauth: off\n");
    }

    /** The text, without a two_node for another number of nodes than 2. */
    private static String accepted(final VoteConfiguration configuration) {
        final String text = text(configuration);
        final boolean isOddTwoNode = CorosyncConfParser.parse("vqsim", text).problems().stream()
                .anyMatch(problem -> problem.toString().contains("must be used with exactly 2"));
        return isOddTwoNode ? text.replace("  two_node: 1\n", "") : text;
    }

    private static TallyModes twoNode(final VoteConfiguration configuration, final TallyModes modes) {
        return new TallyModes(
                true,
                modes.isWaitForAll() || !configuration.options().containsKey("wait_for_all"),
                modes.isLastManStanding(),
                modes.tieBreaker(),
                modes.allowsDownscale(),
                modes.isTrackingExpectedVotes());
    }

    @Override
    public void beginSync(final List<Integer> members) {
        tally.beginSync(NodeSet.copyOf(members.stream().map(NodeId::of).toList()));
    }

    @Override
    public NodeInfo nodeInfo() {
        final NodeEntry own = tally.nodes().get(self);
        return new NodeInfo((int) self.unsigned(), own.votes(), own.expectedVotes(), own.flags());
    }

    @Override
    public NodeInfo deviceInfo() {
        return new NodeInfo(0, tally.deviceInfo().votes(), 0, 0);
    }

    @Override
    public void finishSync() {
        tally.finishSync();
    }

    @Override
    public void onNodeInfo(final int sender, final NodeInfo info) {
        tally.onNodeInfo(
                NodeId.of(sender),
                new io.totemic.quorum.core.NodeInfo(
                        info.nodeId() == 0 ? null : NodeId.of(info.nodeId()),
                        info.votes(),
                        info.expectedVotes(),
                        info.flags()));
    }

    @Override
    public void onWindowPassed() {
        if (tally.isWindowOpen()) {
            tally.onWindowExpired(tally.window());
        }
    }

    @Override
    public boolean isQuorate() {
        return tally.isQuorate();
    }

    @Override
    public OptionalInt quorum() {
        return OptionalInt.of(tally.quorum());
    }

    @Override
    public OptionalInt totalVotes() {
        return OptionalInt.of(tally.totalVotes());
    }
}
