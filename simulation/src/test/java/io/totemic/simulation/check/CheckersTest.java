/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.cpg.core.GroupMember;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each checker says nothing of a trace that is right, and fails on one with the fault that it is there for. */
final class CheckersTest {

    private static final NodeId NODE_1 = NodeId.of(1);
    private static final NodeId NODE_2 = NodeId.of(2);
    private static final GroupMember MEMBER_1 = new GroupMember(NODE_1, 1);
    private static final GroupMember MEMBER_2 = new GroupMember(NODE_2, 1);
    private static final NodeSet BOTH = NodeSet.of(NODE_1, NODE_2);
    private static final RingId RING_A = new RingId(NODE_1, 4);
    private static final RingId RING_B = new RingId(NODE_1, 8);
    private static final Trace.ProcessId P = new Trace.ProcessId(NODE_1, 1);
    private static final Trace.ProcessId Q = new Trace.ProcessId(NODE_2, 1);

    private final Trace trace = new Trace();

    @Test
    void shouldAcceptARunInOrder() {
        for (final Trace.ProcessId process : List.of(P, Q)) {
            trace.told(process, ring(RING_A, BOTH));
            trace.told(process, message(1, RING_A, 5));
            trace.told(process, message(2, RING_A, 5));
            trace.told(process, message(3, RING_A, 6));
            trace.told(process, ring(RING_B, BOTH));
        }
        trace.accepted(P, id(1), 0);

        assertThat(violationsOf(new TotalOrder())).isEmpty();
        assertThat(violationsOf(new FailureAtomicity())).isEmpty();
        assertThat(violationsOf(new SelfDelivery())).isEmpty();
        assertThat(violationsOf(new RingIdentity())).isEmpty();
    }

    @Test
    void shouldFailOnAMessageWithOtherBytes() {
        trace.told(P, message(1, RING_A, 5));
        trace.told(P, new Trace.Damaged(id(1), 0));

        assertThat(violationsOf(new Integrity())).hasSize(1).first().asString().contains("other bytes");
    }

    @Test
    void shouldFailOnTwoOrders() {
        trace.told(P, message(1, RING_A, 5));
        trace.told(Q, message(2, RING_A, 5));

        assertThat(violationsOf(new TotalOrder())).hasSize(1);
    }

    @Test
    void shouldFailOnAMessageThatComesTwice() {
        trace.told(P, message(1, RING_A, 5));
        trace.told(P, message(1, RING_A, 6));

        assertThat(violationsOf(new TotalOrder())).anyMatch(text -> text.contains("twice"));
    }

    @Test
    void shouldFailOnAMessageOutOfOrder() {
        trace.told(P, message(1, RING_A, 6));
        trace.told(P, message(2, RING_A, 5));

        assertThat(violationsOf(new TotalOrder())).anyMatch(text -> text.contains("out of order"));
    }

    @Test
    void shouldFailWhenCompanionsWereToldDifferentMessages() {
        trace.told(P, ring(RING_A, BOTH));
        trace.told(Q, ring(RING_A, BOTH));
        trace.told(P, message(1, RING_A, 5));
        trace.told(P, ring(RING_B, BOTH));
        trace.told(Q, ring(RING_B, BOTH));

        assertThat(violationsOf(new FailureAtomicity())).hasSize(1);
    }

    @Test
    void shouldNotCompareProcessesThatCameByDifferentRings() {
        trace.told(P, ring(RING_A, BOTH));
        trace.told(Q, ring(RING_A, BOTH));
        trace.told(P, message(1, RING_A, 5));
        trace.told(P, ring(RING_B, NodeSet.of(NODE_1)));
        trace.told(Q, ring(RING_B, NodeSet.of(NODE_2)));

        assertThat(violationsOf(new FailureAtomicity())).isEmpty();
    }

    @Test
    void shouldFailWhenAnAcceptedMessageIsNeverDelivered() {
        trace.told(P, message(1, RING_A, 5));
        trace.accepted(P, id(2), 0);

        assertThat(violationsOf(new SelfDelivery())).hasSize(1);
    }

    @Test
    void shouldExcuseAProcessThatCrashed() {
        trace.told(P, message(1, RING_A, 5));
        trace.accepted(P, id(2), 0);
        trace.crashed(P);

        assertThat(violationsOf(new SelfDelivery())).isEmpty();
    }

    @Test
    void shouldFailWhenARingHasTwoMemberSets() {
        trace.told(P, ring(RING_A, BOTH));
        trace.told(
                Q,
                new Trace.RingInstalled(
                        RING_A, NodeSet.of(NODE_2), NodeSet.of(NODE_2), QuorumVerdict.State.QUORATE, 0));

        assertThat(violationsOf(new RingIdentity())).isNotEmpty();
    }

    @Test
    void shouldFailWhenTwoQuorateRingsHaveNoMemberInCommon() {
        trace.told(
                P,
                new Trace.RingInstalled(
                        RING_A, NodeSet.of(NODE_1), NodeSet.of(NODE_1), QuorumVerdict.State.QUORATE, 0));
        trace.told(
                Q,
                new Trace.RingInstalled(
                        RING_B, NodeSet.of(NODE_2), NodeSet.of(NODE_2), QuorumVerdict.State.QUORATE, 0));

        assertThat(violationsOf(new RingIdentity())).anyMatch(text -> text.contains("no member in common"));
    }

    @Test
    void shouldFailWhenAProcessIsToldOfARingWithoutIt() {
        trace.told(
                P,
                new Trace.RingInstalled(RING_A, NodeSet.of(NODE_2), NodeSet.EMPTY, QuorumVerdict.State.NOT_QUORATE, 0));

        assertThat(violationsOf(new RingIdentity())).hasSize(1);
    }

    @Test
    void shouldAcceptViewsThatAddUp() {
        trace.told(P, view(Set.of(MEMBER_1), Set.of(MEMBER_1), Set.of()));
        trace.told(P, view(Set.of(MEMBER_1, MEMBER_2), Set.of(MEMBER_2), Set.of()));
        trace.told(P, ring(RING_A, NodeSet.of(NODE_1)));
        trace.told(P, view(Set.of(MEMBER_1), Set.of(), Set.of(MEMBER_2)));
        trace.told(P, message(1, RING_A, 5));
        trace.settled(P, MEMBER_1);

        assertThat(violationsOf(new GroupViews())).isEmpty();
    }

    @Test
    void shouldFailOnAFirstViewWithoutItsOwnJoin() {
        trace.told(P, view(Set.of(MEMBER_2), Set.of(MEMBER_2), Set.of()));

        assertThat(violationsOf(new GroupViews())).anyMatch(text -> text.contains("before its own join"));
    }

    @Test
    void shouldFailOnAViewThatDoesNotFollowFromTheOneBefore() {
        trace.told(P, view(Set.of(MEMBER_1), Set.of(MEMBER_1), Set.of()));
        trace.told(P, view(Set.of(MEMBER_1), Set.of(MEMBER_2), Set.of()));

        assertThat(violationsOf(new GroupViews())).anyMatch(text -> text.contains("where the changes give"));
    }

    @Test
    void shouldFailOnAMessageOfANonMember() {
        trace.told(P, message(1, RING_A, 5));

        assertThat(violationsOf(new GroupViews())).anyMatch(text -> text.contains("who is not among"));
    }

    @Test
    void shouldFailOnAMessageOfARingThatWasNotTold() {
        trace.told(P, view(Set.of(MEMBER_1), Set.of(MEMBER_1), Set.of()));
        trace.told(P, ring(RING_A, BOTH));
        trace.told(P, message(1, RING_B, 5));

        assertThat(violationsOf(new GroupViews())).anyMatch(text -> text.contains("while on"));
    }

    @Test
    void shouldFailWhenWhoIsNoCompanionStays() {
        trace.told(P, view(Set.of(MEMBER_1, MEMBER_2), Set.of(MEMBER_1), Set.of()));
        trace.told(P, ring(RING_A, NodeSet.of(NODE_1)));
        trace.told(P, message(1, RING_A, 5));

        assertThat(violationsOf(new GroupViews())).anyMatch(text -> text.contains("was not told that"));
    }

    @Test
    void shouldFailOnAGhostAtTheEnd() {
        trace.told(P, view(Set.of(MEMBER_1, MEMBER_2), Set.of(MEMBER_1), Set.of()));
        trace.settled(P, MEMBER_1);

        assertThat(violationsOf(new GroupViews())).anyMatch(text -> text.contains("at the end"));
    }

    @Test
    void shouldFailWhenANodeGoesBackToAnOlderRingAfterARestart() {
        trace.happened(P, configured(RING_B));
        trace.happened(new Trace.ProcessId(NODE_1, 2), configured(RING_A));

        assertThat(violationsOf(new RingSequences())).hasSize(1);
    }

    @Test
    void shouldFailWhenRingsFollowEachOtherWithoutAFault() {
        trace.conditions(Trace.Conditions.LOSS);
        for (int seq = 4; seq <= 12; seq += 4) {
            trace.happened(P, configured(new RingId(NODE_1, seq)));
            trace.happened(Q, configured(new RingId(NODE_1, seq)));
        }

        assertThat(violationsOf(new Steadiness())).hasSize(2);
        trace.conditions(Trace.Conditions.FAULTS);
        assertThat(violationsOf(new Steadiness())).isEmpty();
    }

    @Test
    void shouldFailWhenAMessageWaitsForLongOnACalmNetwork() {
        trace.conditions(Trace.Conditions.CALM);
        trace.accepted(P, id(1), 6_000_000_000L);
        trace.told(P, new Trace.Delivered(id(1), MEMBER_1, RING_A, 5, 6_180_000_000L));

        assertThat(violationsOf(new Steadiness())).hasSize(1);
    }

    private List<String> violationsOf(final Checker checker) {
        final List<String> violations = new ArrayList<>();
        checker.check(trace, violations::add);
        return violations;
    }

    private static Trace.RingInstalled ring(final RingId ringId, final NodeSet companions) {
        return new Trace.RingInstalled(ringId, BOTH, companions, QuorumVerdict.State.QUORATE, 0);
    }

    private static Trace.Configured configured(final RingId ringId) {
        return new Trace.Configured(new RegularConfiguration(ringId, BOTH, NodeSet.EMPTY), 0);
    }

    private static Trace.ViewChanged view(
            final Set<GroupMember> members, final Set<GroupMember> joined, final Set<GroupMember> left) {
        return new Trace.ViewChanged(members, joined, left, 0);
    }

    private static Trace.Delivered message(final int number, final RingId ringId, final int seq) {
        return new Trace.Delivered(id(number), MEMBER_1, ringId, seq, 0);
    }

    private static MessageId id(final int number) {
        return new MessageId(NODE_1, 1, number);
    }
}
