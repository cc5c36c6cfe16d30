/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.QuorumVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences of votequorum(5). */
class VoteTallyTest {

    /** More than half of the expected votes. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 3", "6, 4", "7, 4", "8, 5", "9, 5"})
    void shouldNeedTheMajorityOfTheNodes(final int nodes, final int quorum) {
        for (int present = 1; present <= nodes; present++) {
            final VoteTally tally = tally(1, nodes);

            final QuorumVerdict verdict = tally.decide(members(present, nodes));

            assertThat(verdict.quorum()).isEqualTo(quorum);
            assertThat(verdict.totalVotes()).isEqualTo(present);
            assertThat(verdict.expectedVotes()).isEqualTo(nodes);
            assertThat(verdict.isQuorate()).isEqualTo(present >= quorum);
        }
    }

    @Test
    void shouldCountVotesNotNodes() {
        final VoteTally tally = tally(1, 5);

        assertThat(tally.decide(List.of(votes(1, 1, 5, false), votes(2, 1, 5, false)))
                        .isQuorate())
                .isFalse();
        assertThat(tally.decide(List.of(votes(1, 1, 5, false), votes(3, 3, 5, false)))
                        .isQuorate())
                .isTrue();
    }

    /** More votes than were expected raise what is expected, and the quorum with it. */
    @Test
    void shouldExpectMoreWhenMoreArePresent() {
        final VoteTally tally = tally(1, 3);

        final QuorumVerdict verdict = tally.decide(members(5, 3));

        assertThat(verdict).isEqualTo(new QuorumVerdict(QuorumVerdict.State.QUORATE, 5, 5, 3));
        assertThat(tally.own().expectedVotes()).isEqualTo(5);
    }

    /** The quorum never falls by itself: who leaves is still expected. */
    @Test
    void shouldNotLowerTheQuorumWhenNodesLeave() {
        final VoteTally tally = tally(1, 3);
        tally.decide(members(5, 3));

        assertThat(tally.decide(members(2, 3))).isEqualTo(new QuorumVerdict(QuorumVerdict.State.NOT_QUORATE, 5, 2, 3));
        assertThat(tally.decide(members(3, 3)).isQuorate()).isTrue();
    }

    @Test
    void shouldTakeTheExpectedVotesOfAQuorateMember() {
        final VoteTally tally = tally(1, 3);

        final QuorumVerdict verdict = tally.decide(List.of(votes(1, 1, 3, false), votes(2, 1, 7, true)));

        assertThat(verdict).isEqualTo(new QuorumVerdict(QuorumVerdict.State.NOT_QUORATE, 7, 2, 4));
    }

    /** A node that is not quorate cannot impose what it expects. */
    @Test
    void shouldNotTakeTheExpectedVotesOfAnInquorateMember() {
        final VoteTally tally = tally(1, 3);

        final QuorumVerdict verdict = tally.decide(List.of(votes(1, 1, 3, false), votes(2, 1, 7, false)));

        assertThat(verdict).isEqualTo(new QuorumVerdict(QuorumVerdict.State.QUORATE, 3, 2, 2));
    }

    /** two_node: one vote is enough, so each of two is quorate alone. */
    @Test
    void shouldBeQuorateAloneAndTogetherWithTwoNode() {
        final VoteTally tally = new VoteTally(new VoteQuorumSettings(node(1), true, 1, 2, true, false));

        assertThat(tally.decide(members(1, 2))).isEqualTo(new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 1, 1));
        assertThat(tally.decide(members(2, 2))).isEqualTo(new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 2, 1));
    }

    /** With a third node the rule of two no longer holds. */
    @Test
    void shouldNeedAMajorityWhenThereAreMoreThanTwo() {
        final VoteTally tally = new VoteTally(new VoteQuorumSettings(node(1), true, 1, 2, true, false));

        assertThat(tally.decide(members(3, 2)).quorum()).isEqualTo(2);
    }

    /** wait_for_all: after a cold start nobody is quorate before all were there at once. */
    @Test
    void shouldWaitForAllAfterAColdStart() {
        final VoteTally tally = waiting(1, 3);

        assertThat(tally.own().isWaitingForAll()).isTrue();
        assertThat(tally.decide(members(2, 3)).isQuorate()).isFalse();
        assertThat(tally.decide(members(3, 3)).isQuorate()).isTrue();
        assertThat(tally.own().isWaitingForAll()).isFalse();
        assertThat(tally.decide(members(2, 3)).isQuorate()).isTrue();
    }

    /** Whoever loses quorum waits for all again. */
    @Test
    void shouldWaitForAllAgainAfterALossOfQuorum() {
        final VoteTally tally = waiting(1, 3);
        tally.decide(members(3, 3));
        tally.decide(members(1, 3));

        assertThat(tally.own().isWaitingForAll()).isTrue();
        assertThat(tally.decide(members(2, 3)).isQuorate()).isFalse();
        assertThat(tally.decide(members(3, 3)).isQuorate()).isTrue();
    }

    /** A quorate member has seen all: who meets it need not wait. */
    @Test
    void shouldNotWaitForAllWhenAMemberIsQuorate() {
        final VoteTally tally = waiting(1, 3);

        assertThat(tally.decide(List.of(votes(1, 1, 3, false), votes(2, 1, 3, true)))
                        .isQuorate())
                .isTrue();
    }

    @Test
    void shouldWaitForAllWithTwoNode() {
        final VoteTally tally = new VoteTally(new VoteQuorumSettings(node(1), true, 1, 2, true, true));

        assertThat(tally.decide(members(1, 2)).isQuorate()).isFalse();
        assertThat(tally.decide(members(2, 2)).isQuorate()).isTrue();
        assertThat(tally.decide(members(1, 2)).isQuorate()).isTrue();
    }

    @Test
    void shouldAlwaysBeQuorateWithoutAProvider() {
        final VoteTally tally = new VoteTally(new VoteQuorumSettings(node(1), false, 1, 9, false, true));

        assertThat(tally.initial().isQuorate()).isTrue();
        assertThat(tally.decide(members(1, 9)).isQuorate()).isTrue();
    }

    @Test
    void shouldBePendingBeforeAnythingWasCounted() {
        assertThat(tally(1, 3).initial()).isEqualTo(new QuorumVerdict(QuorumVerdict.State.PENDING, 3, 1, 2));
    }

    /** Never in a ring with others: until it was in one. */
    @Test
    void shouldBeFirstUntilItMetAnother() {
        final VoteTally tally = tally(1, 3);

        tally.decide(members(1, 3));
        assertThat(tally.own().isFirst()).isTrue();
        tally.decide(members(2, 3));
        tally.decide(members(1, 3));
        assertThat(tally.own().isFirst()).isFalse();
    }

    /** All four members of a ring come to the same verdict, whatever was before. */
    @Test
    void shouldAgreeWithinAConfiguration() {
        final Map<Integer, VoteTally> tallies = new TreeMap<>();
        IntStream.rangeClosed(1, 4).forEach(id -> tallies.put(id, waiting(id, 4)));

        assertThat(decide(tallies, 1, 2, 3, 4)).containsOnly(true);
        assertThat(decide(tallies, 4)).containsOnly(false);
        assertThat(decide(tallies, 1, 2, 3)).containsOnly(true);
        assertThat(decide(tallies, 3, 4)).containsOnly(false);
        assertThat(decide(tallies, 1, 2, 3)).containsOnly(true, true, true);
    }

    private static List<Boolean> decide(final Map<Integer, VoteTally> tallies, final int... ids) {
        final List<NodeVotes> members = new ArrayList<>();
        for (final int id : ids) {
            members.add(NodeVotes.decode(node(id), tallies.get(id).own().encode()));
        }
        return IntStream.of(ids)
                .mapToObj(id -> tallies.get(id).decide(members).isQuorate())
                .toList();
    }

    private static VoteTally tally(final int self, final int expectedVotes) {
        return new VoteTally(new VoteQuorumSettings(node(self), true, 1, expectedVotes, false, false));
    }

    private static VoteTally waiting(final int self, final int expectedVotes) {
        return new VoteTally(new VoteQuorumSettings(node(self), true, 1, expectedVotes, false, true));
    }

    private static List<NodeVotes> members(final int count, final int expectedVotes) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> votes(id, 1, expectedVotes, false))
                .toList();
    }

    private static NodeVotes votes(final int id, final int votes, final int expectedVotes, final boolean isQuorate) {
        return new NodeVotes(node(id), votes, expectedVotes, isQuorate, false, false);
    }

    private static NodeId node(final int id) {
        return new NodeId(id);
    }
}
