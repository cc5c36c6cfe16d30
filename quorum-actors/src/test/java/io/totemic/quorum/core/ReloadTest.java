/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import static io.totemic.quorum.core.Clusters.node;
import static io.totemic.quorum.core.Clusters.range;
import static io.totemic.quorum.core.Clusters.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Effects;
import io.totemic.protocol.QuorumExplanation.Rule;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.TieBreaker;
import io.totemic.quorum.core.QuorumMessage.Parameter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Configurations that are read again while nodes run, and changes that meet each other. */
class ReloadTest {

    private static final TallyModes TWO_NODE = new TallyModes(true, true, false, TieBreaker.NONE, false, false);

    @Test
    void shouldExpectNodesThatWereAdded() {
        final IdealCluster cluster = Clusters.of(3, TallyModes.PLAIN);
        cluster.start(range(1, 3));
        for (int node = 1; node <= 3; node++) {
            assertThat(cluster.reload(settings(node, TallyModes.PLAIN, 1, 1, 1, 1, 1)))
                    .isNull();
        }

        assertThat(verdict(cluster, 2)).isEqualTo("QUORATE 5/3/3");
        cluster.crash(node(3));
        assertThat(verdict(cluster, 2)).isEqualTo("NOT_QUORATE 5/2/3");
    }

    @Test
    void shouldNotExpectNodesThatWereRemoved() {
        final IdealCluster cluster = Clusters.of(5, TallyModes.PLAIN);
        cluster.start(range(1, 3));
        for (int node = 1; node <= 3; node++) {
            cluster.reload(settings(node, TallyModes.PLAIN, 1, 1, 1));
        }

        cluster.crash(node(3));
        assertThat(verdict(cluster, 1)).isEqualTo("QUORATE 3/2/2");
    }

    /** One node that reads its file first changes nothing for the worse. */
    @Test
    void shouldComeToOneVerdictWhileNodesReloadOneAfterTheOther() {
        final IdealCluster cluster = Clusters.of(3, TallyModes.PLAIN);
        cluster.start(range(1, 3));
        cluster.reload(settings(2, TallyModes.PLAIN, 1, 1, 1, 1, 1));

        for (int node = 1; node <= 3; node++) {
            assertThat(verdict(cluster, node)).isEqualTo("QUORATE 5/3/3");
        }
    }

    @Test
    void shouldFollowVotesAndTwoNode() {
        final IdealCluster cluster = Clusters.of(2, TWO_NODE);
        cluster.start(range(1, 2));
        for (int node = 1; node <= 2; node++) {
            cluster.reload(settings(node, TallyModes.PLAIN, 2, 1));
        }
        assertThat(verdict(cluster, 1)).isEqualTo("QUORATE 3/3/2");

        cluster.partition(List.of(range(1, 1), range(2, 2)));
        assertThat(verdict(cluster, 1)).isEqualTo("QUORATE 3/2/2");
        assertThat(verdict(cluster, 2)).isEqualTo("NOT_QUORATE 3/1/2");
    }

    @Test
    void shouldRefuseAnotherProvider() {
        final RingTally tally = new RingTally(settings(1, TallyModes.PLAIN, 1));
        final VoteQuorumSettings without = new VoteQuorumSettings(
                node(1),
                false,
                settings(1, TallyModes.PLAIN, 1).votes(),
                1,
                TallyModes.PLAIN,
                false,
                0,
                Optional.empty(),
                0);

        assertThat(tally.onSettings(without, new Effects<>())).contains("provider cannot be changed");
    }

    /** Each is allowed when it is asked for; the second is not any more when it comes. */
    @Test
    void shouldJudgeAChangeAgainWhereItIsOrdered() {
        final IdealCluster cluster = Clusters.of(3, TallyModes.PLAIN);
        cluster.start(range(1, 3));
        final List<VoteChange> answers = cluster.requestTogether(
                List.of(node(1), node(2)), Parameter.NODE_VOTES, List.of(node(1), node(2)), List.of(0, 0));

        assertThat(answers.get(0)).isInstanceOf(VoteChange.Made.class);
        assertThat(answers.get(1)).isInstanceOf(VoteChange.Refused.class);
        assertThat(verdict(cluster, 3)).isEqualTo("QUORATE 3/2/2");
    }

    @Test
    void shouldAlwaysBeQuorateWithoutAProvider() {
        final IdealCluster cluster = Clusters.of(
                TallyModes.PLAIN,
                each -> new VoteQuorumSettings(
                        each.self(), false, each.votes(), 3, each.modes(), false, 0, Optional.empty(), 0),
                1,
                1,
                1);
        cluster.start(range(1, 1));

        assertThat(cluster.verdict(node(1)).isQuorate()).isTrue();
        assertThat(cluster.status(node(1)).explanation().rule()).isEqualTo(Rule.NO_PROVIDER);
        assertThat(cluster.request(node(1), Parameter.EXPECTED_VOTES, null, 1))
                .isEqualTo(new VoteChange.Refused("quorum.provider is not set"));
    }

    private static String verdict(final IdealCluster cluster, final int node) {
        final QuorumVerdict verdict = cluster.verdict(node(node));
        return verdict.state() + " " + verdict.expectedVotes() + "/" + verdict.totalVotes() + "/" + verdict.quorum();
    }
}
