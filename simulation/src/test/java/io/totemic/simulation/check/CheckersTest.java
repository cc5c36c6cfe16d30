/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import static io.totemic.simulation.check.HandMadeTrace.ALL;
import static io.totemic.simulation.check.HandMadeTrace.BOTH;
import static io.totemic.simulation.check.HandMadeTrace.CAPACITY;
import static io.totemic.simulation.check.HandMadeTrace.FURTHER_1;
import static io.totemic.simulation.check.HandMadeTrace.FURTHER_2;
import static io.totemic.simulation.check.HandMadeTrace.FURTHER_3;
import static io.totemic.simulation.check.HandMadeTrace.MEMBER_1;
import static io.totemic.simulation.check.HandMadeTrace.MEMBER_2;
import static io.totemic.simulation.check.HandMadeTrace.NODE_1;
import static io.totemic.simulation.check.HandMadeTrace.NODE_2;
import static io.totemic.simulation.check.HandMadeTrace.NODE_3;
import static io.totemic.simulation.check.HandMadeTrace.P;
import static io.totemic.simulation.check.HandMadeTrace.P_AGAIN;
import static io.totemic.simulation.check.HandMadeTrace.Q;
import static io.totemic.simulation.check.HandMadeTrace.R;
import static io.totemic.simulation.check.HandMadeTrace.RING_A;
import static io.totemic.simulation.check.HandMadeTrace.RING_B;
import static io.totemic.simulation.check.HandMadeTrace.RING_C;
import static io.totemic.simulation.check.HandMadeTrace.frame;
import static io.totemic.simulation.check.HandMadeTrace.id;
import static io.totemic.simulation.check.HandMadeTrace.message;
import static io.totemic.simulation.check.HandMadeTrace.ring;
import static io.totemic.simulation.check.HandMadeTrace.safe;
import static io.totemic.simulation.check.HandMadeTrace.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.MembershipInput;
import io.totemic.membership.core.MembershipStep;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.Position;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each checker says nothing of a run that is right, and fails on one with the fault that it is there for. */
final class CheckersTest {

    /** A trace that a checker has to find something in, and a word of what it says. */
    record Fault(Class<? extends Checker> checker, String says, Consumer<HandMadeTrace> events) {
        @Override
        public String toString() {
            return checker.getSimpleName() + ": " + says;
        }
    }

    private final HandMadeTrace made = new HandMadeTrace();
    private final Trace trace = made.trace;

    static List<Fault> faults() {
        final List<Fault> faults = new ArrayList<>();
        faults.addAll(faultsOfDelivery());
        faults.addAll(faultsOfConfigurations());
        faults.addAll(faultsOfOrder());
        faults.addAll(faultsOfGroups());
        faults.addAll(faultsOfFurtherMembers());
        faults.addAll(faultsOfAnswers());
        faults.addAll(faultsOfQuorum());
        faults.addAll(faultsOfRings());
        faults.addAll(FaultsOfVerdicts.all());
        faults.addAll(faultsOfLiveness());
        return faults;
    }

    private static List<Fault> faultsOfDelivery() {
        return List.of(
                new Fault(AcyclicCausality.class, "circle", t -> {
                    // Each originates its frame when it has delivered the other's.
                    t.install(RING_A, BOTH, P, Q);
                    t.deliver(frame(RING_A, 2, NODE_2), P);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.deliver(frame(RING_A, 1, NODE_1), Q);
                    t.originate(Q, frame(RING_A, 2, NODE_2));
                }),
                new Fault(NoInvention.class, "nobody originated", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.deliver(frame(RING_A, 1, NODE_2), P);
                }),
                new Fault(SingleOrigin.class, "second frame", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.originate(Q, frame(RING_A, 1, NODE_2));
                }),
                new Fault(SingleOrigin.class, "in frame 1.4:1, another in 1.8:1", t -> {
                    t.trace.told(P, message(1, RING_B, 1));
                    t.trace.told(Q, message(1, RING_A, 1));
                }),
                new Fault(NoDuplication.class, "delivered 1.4:1 of 1 twice", t -> {
                    t.install(RING_A, BOTH, P);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.deliver(frame(RING_A, 1, NODE_1), P, P);
                }),
                new Fault(NoDuplication.class, "was told 1#1:1 twice", t -> {
                    t.trace.told(P, message(1, RING_A, 1));
                    t.trace.told(P, message(1, RING_B, 1));
                }),
                new Fault(ConfigurationOfOrigin.class, "while on ring 1.8", t -> {
                    t.install(RING_A, BOTH, P);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.install(RING_B, BOTH, P);
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                }),
                new Fault(ConfigurationOfOrigin.class, "was told 1#1:1 of ring 1.8 while on 1.4", t -> {
                    t.join(P, MEMBER_1);
                    t.trace.told(P, ring(RING_A, BOTH, BOTH));
                    t.trace.told(P, message(1, RING_B, 1));
                }),
                new Fault(Integrity.class, "other bytes", t -> {
                    t.trace.told(P, message(1, RING_A, 5));
                    t.trace.told(P, new Trace.Damaged(id(1), 0));
                }),
                new Fault(MembershipTransitions.class, "not in the table: COMMIT token lost -> gather 5", t -> t.trace
                        .coverage()
                        .count(new MembershipStep(
                                MembershipInput.TOKEN_LOST,
                                StateName.COMMIT,
                                MembershipStep.Outcome.GATHER,
                                GatherReason.TOKEN_LOST_IN_RECOVERY,
                                RING_A))),
                new Fault(SelfDelivery.class, "never delivered its own", t -> {
                    t.install(RING_A, BOTH, P);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.install(RING_B, BOTH, P);
                }),
                new Fault(SelfDelivery.class, "never delivered its own", t -> {
                    t.install(RING_A, BOTH, P);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.trace.up(P, 2);
                }),
                new Fault(SelfDelivery.class, "was never told its own", t -> {
                    t.trace.told(P, message(1, RING_A, 1));
                    t.trace.accepted(P, id(2), 0);
                }));
    }

    private static List<Fault> faultsOfConfigurations() {
        return List.of(
                new Fault(SelfInclusion.class, "installed ring", t -> t.install(RING_A, NodeSet.of(NODE_2), P)),
                new Fault(SelfInclusion.class, "installed the transitional", t -> {
                    t.install(RING_A, BOTH, P);
                    t.transit(RING_A, RING_B, NodeSet.of(NODE_2), P);
                }),
                new Fault(
                        SelfInclusion.class,
                        "was told of ring",
                        t -> t.trace.told(P, ring(RING_A, NodeSet.of(NODE_2), NodeSet.EMPTY))),
                new Fault(Bracketing.class, "without a transitional", t -> {
                    t.install(RING_A, BOTH, P);
                    t.install(RING_B, BOTH, P);
                }),
                new Fault(Bracketing.class, "while on that after", t -> {
                    t.install(RING_A, BOTH, P);
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.transit(RING_A, RING_C, BOTH, P);
                }),
                new Fault(Bracketing.class, "before it had installed any", t -> t.deliver(frame(RING_A, 1, NODE_1), P)),
                new Fault(Bracketing.class, "outside the regular configuration", t -> {
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.install(RING_A, BOTH, P);
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                }),
                new Fault(QuiescentAgreement.class, "2 is on none", t -> {
                    t.install(RING_A, BOTH, P);
                    t.trace.up(P, 2);
                }),
                new Fault(QuiescentAgreement.class, "2 is on ring 1.8", t -> {
                    t.install(RING_A, BOTH, P);
                    t.install(RING_B, NodeSet.of(NODE_2), Q);
                    t.trace.up(P, 2);
                    t.trace.up(Q, 2);
                }),
                new Fault(Simultaneity.class, "no place in common", t -> {
                    // P is on the ring and sends before Q, who has delivered that, gets there by another one.
                    t.install(RING_A, BOTH, P);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.deliver(frame(RING_A, 1, NODE_1), Q);
                    t.install(RING_A, BOTH, Q);
                }),
                new Fault(UniqueIdentity.class, "to another 1 2", t -> {
                    t.install(RING_A, BOTH, P);
                    t.install(RING_A, NodeSet.of(NODE_2), Q);
                }),
                new Fault(UniqueIdentity.class, "what comes after ring 1.4", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.transit(RING_A, RING_B, NodeSet.of(NODE_2), Q);
                }),
                new Fault(UniqueIdentity.class, "NOT_QUORATE", t -> {
                    t.trace.told(P, ring(RING_A, BOTH, BOTH));
                    t.trace.told(Q, new Trace.RingInstalled(RING_A, BOTH, BOTH, QuorumVerdict.State.NOT_QUORATE, 0));
                }),
                new Fault(TransitionalShape.class, "went from 1 2 by 1 2 to 1", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.install(RING_B, NodeSet.of(NODE_1), P);
                }),
                new Fault(TransitionalShape.class, "2#1 came too", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.transit(RING_A, RING_B, NodeSet.of(NODE_1), P);
                    t.transit(RING_A, RING_B, NodeSet.of(NODE_2), Q);
                    t.install(RING_B, BOTH, P, Q);
                }),
                new Fault(TransitionalShape.class, "2 was never on the way", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.install(RING_B, BOTH, P);
                }),
                new Fault(TransitionalShape.class, "took 2 along from there", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.agree(Q, RING_B);
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.install(RING_B, BOTH, P);
                    t.transit(RING_B, RING_C, BOTH, P);
                    t.install(RING_C, BOTH, P);
                }));
    }

    private static List<Fault> faultsOfOrder() {
        return List.of(
                new Fault(FailureAtomicity.class, "0 frames before the transitional configuration, 1#1 1", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                    t.transit(RING_A, RING_B, BOTH, P, Q);
                    t.deliver(frame(RING_A, 1, NODE_1), Q);
                    t.install(RING_B, BOTH, P, Q);
                }),
                new Fault(FailureAtomicity.class, "0 frames in the transitional configuration, 1#1 1", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.transit(RING_A, RING_B, BOTH, P, Q);
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                    t.install(RING_B, BOTH, P, Q);
                }),
                new Fault(CausalDelivery.class, "0 of 1 frames of 1", t -> {
                    // 2 answers 1, and 3 is told the answer only.
                    t.install(RING_A, ALL, P, Q, R);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.deliver(frame(RING_A, 1, NODE_1), Q);
                    t.originate(Q, frame(RING_A, 2, NODE_2));
                    t.deliver(frame(RING_A, 2, NODE_2), R);
                }),
                new Fault(OrderKeepsCausality.class, "there is no order", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.originate(P, frame(RING_A, 1, NODE_1));
                    t.originate(Q, frame(RING_A, 2, NODE_2));
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                    t.deliver(frame(RING_A, 2, NODE_2), P, Q);
                    t.deliver(frame(RING_A, 1, NODE_1), Q);
                }),
                new Fault(OneOrder.class, "another one of 1 there", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                    t.deliver(frame(RING_A, 1, NODE_2), Q);
                }),
                new Fault(OneOrder.class, "another 1#1:1", t -> {
                    t.trace.told(P, message(1, RING_A, 5));
                    t.trace.told(Q, message(2, RING_A, 5));
                }),
                new Fault(IncreasingOrder.class, "delivered 1.4:1 of 1 out of order", t -> {
                    t.install(RING_A, BOTH, P);
                    t.deliver(frame(RING_A, 2, NODE_1), P);
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                }),
                new Fault(IncreasingOrder.class, "was told 1#1:2 out of order", t -> {
                    t.trace.told(P, message(1, RING_A, 6));
                    t.trace.told(P, message(2, RING_A, 5));
                }),
                new Fault(NoHoles.class, "in the regular configuration where", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                    t.deliver(frame(RING_A, 2, NODE_1), P, Q);
                }),
                new Fault(SafeAgreement.class, "in the configuration of 1 2, 2 never did", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.deliver(safe(RING_A, 1, NODE_1), P);
                    t.transit(RING_A, RING_B, NodeSet.of(NODE_2), Q);
                    t.install(RING_B, NodeSet.of(NODE_2), Q);
                }),
                new Fault(SafeAgreement.class, "in the configuration of 1 2, 2 never did", t -> {
                    // Q goes another way than P had delivered it for.
                    t.install(RING_A, ALL, P, Q);
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.deliver(safe(RING_A, 1, NODE_3), P);
                    t.install(RING_B, BOTH, P);
                    t.transit(RING_A, RING_C, NodeSet.of(NODE_2), Q);
                    t.install(RING_C, NodeSet.of(NODE_2), Q);
                }),
                new Fault(SafeDelivery.class, "2 does not hold it", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.hold(safe(RING_A, 1, NODE_1), P);
                    t.deliver(safe(RING_A, 1, NODE_1), P);
                }),
                new Fault(SafeDelivery.class, "2 has not installed it", t -> {
                    t.install(RING_A, BOTH, P);
                    t.hold(safe(RING_A, 1, NODE_1), P, Q);
                    t.deliver(safe(RING_A, 1, NODE_1), P);
                }),
                new Fault(NoHoles.class, "left out 1.4:1 of 1", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                    t.transit(RING_A, RING_B, BOTH, Q);
                    t.deliver(frame(RING_A, 2, NODE_1), Q);
                }));
    }

    private static List<Fault> faultsOfGroups() {
        return List.of(
                new Fault(ViewAlgebra.class, "where the changes give", t -> {
                    t.join(P, MEMBER_1);
                    t.trace.told(P, view(Set.of(MEMBER_1), Map.of(MEMBER_2, ChangeReason.JOIN), Map.of()));
                }),
                new Fault(ViewAlgebra.class, "left the members", t -> {
                    t.join(P, MEMBER_1);
                    t.trace.told(P, view(Set.of(MEMBER_1), Map.of(), Map.of(MEMBER_2, ChangeReason.NODEDOWN)));
                }),
                new Fault(ViewSynchrony.class, "was told 0 messages and views, 1#1 2", t -> {
                    t.ringTold(RING_A, BOTH);
                    t.trace.told(P, message(1, RING_A, 5));
                    t.ringTold(RING_B, BOTH);
                }),
                new Fault(ViewSynchrony.class, "different at 2 before the end", t -> {
                    t.ringTold(RING_A, BOTH);
                    final Trace.ViewChanged left = view(
                            Set.of(MEMBER_1, MEMBER_2),
                            Map.of(),
                            Map.of(new GroupMember(NODE_3, 1), ChangeReason.LEAVE));
                    t.trace.told(P, left);
                    t.trace.told(P, message(1, RING_A, 5));
                    t.trace.told(Q, message(1, RING_A, 5));
                    t.trace.told(Q, left);
                    t.ringTold(RING_B, BOTH);
                }),
                new Fault(
                        OwnJoinFirst.class,
                        "of members [2/1] before its own join",
                        t -> t.trace.told(P, view(Set.of(MEMBER_2), Map.of(MEMBER_2, ChangeReason.JOIN), Map.of()))),
                new Fault(OwnJoinFirst.class, "before its own join", t -> t.trace.told(P, message(1, RING_A, 5))),
                new Fault(SenderIsMember.class, "who is not among", t -> {
                    t.join(P, MEMBER_1);
                    t.trace.told(P, new Trace.Delivered(new MessageId(NODE_2, 1, 1), MEMBER_2, RING_A, 5, 0));
                }),
                new Fault(NoGhosts.class, "was not told that [2/1] left", t -> {
                    t.ringTold(RING_A, BOTH);
                    t.trace.told(P, ring(RING_B, BOTH, NodeSet.of(NODE_1)));
                    t.trace.told(P, message(1, RING_B, 5));
                }),
                new Fault(NoGhosts.class, "at the end", t -> {
                    t.ringTold(RING_A, BOTH);
                    t.trace.settled(P, MEMBER_1);
                }),
                new Fault(LeaveReasons.class, "2/1 left for LEAVE", t -> {
                    t.ringTold(RING_A, BOTH);
                    t.trace.told(P, view(Set.of(MEMBER_1), Map.of(), Map.of(MEMBER_2, ChangeReason.LEAVE)));
                }),
                new Fault(LeaveReasons.class, "2/1 left for NODEDOWN", t -> {
                    t.ringTold(RING_A, BOTH);
                    t.trace.told(P, view(Set.of(MEMBER_1), Map.of(), Map.of(MEMBER_2, ChangeReason.NODEDOWN)));
                }),
                new Fault(LeaveReasons.class, "2/1 joined for NODEUP", t -> {
                    t.join(P, MEMBER_1);
                    t.trace.told(P, ring(RING_A, BOTH, BOTH));
                    t.trace.told(P, view(Set.of(MEMBER_1, MEMBER_2), Map.of(MEMBER_2, ChangeReason.NODEUP), Map.of()));
                }));
    }

    private static List<Fault> faultsOfFurtherMembers() {
        return List.of(
                new Fault(Integrity.class, "1#1:1(group 1/2) was told 1#1:1 with other bytes", t -> {
                    t.further(P, FURTHER_1, RING_A).told(new Trace.Damaged(id(1), 0));
                }),
                new Fault(NoDuplication.class, "(group 1/2) was told 1#1:1 twice", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    HandMadeTrace.tell(id(1), FURTHER_1, RING_A, 1, log, log);
                }),
                new Fault(ViewAlgebra.class, "(group 1/2) was told that", t -> t.further(P, FURTHER_1, RING_A)
                        .told(view(Set.of(FURTHER_1), Map.of(), Map.of(FURTHER_2, ChangeReason.LEAVE)))),
                new Fault(ViewSynchrony.class, "before the end: 1#1:1 and 1#1:2", t -> {
                    // Two on one node.
                    final MemberLog one = t.further(P, FURTHER_1, RING_A);
                    one.told(view(Set.of(FURTHER_1, FURTHER_3), Map.of(FURTHER_3, ChangeReason.JOIN), Map.of()));
                    final MemberLog two = t.further(P, FURTHER_3, RING_A, FURTHER_1);
                    HandMadeTrace.tell(id(2), FURTHER_1, RING_A, 1, one);
                    HandMadeTrace.tell(id(1), FURTHER_1, RING_A, 1, two);
                    one.told(ring(RING_B, BOTH, BOTH));
                    two.told(ring(RING_B, BOTH, BOTH));
                }),
                new Fault(ViewSynchrony.class, "1#1:1(group 1/2) 1, different at 1", t -> {
                    // The one that was there before was told less than the one that joined.
                    final MemberLog one = t.further(P, FURTHER_1, RING_A);
                    one.told(ring(RING_B, BOTH, BOTH));
                    one.told(view(Set.of(FURTHER_1, FURTHER_3), Map.of(FURTHER_3, ChangeReason.JOIN), Map.of()));
                    final MemberLog two = t.further(P, FURTHER_3, RING_B, FURTHER_1);
                    HandMadeTrace.tell(id(2), FURTHER_1, RING_B, 1, two);
                    one.told(ring(RING_C, BOTH, BOTH));
                    two.told(ring(RING_C, BOTH, BOTH));
                }),
                new Fault(OwnJoinFirst.class, "before its own join", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    log.told(view(Set.of(), Map.of(), Map.of(FURTHER_1, ChangeReason.LEAVE)));
                    HandMadeTrace.tell(id(1), FURTHER_1, RING_A, 1, log);
                }),
                new Fault(NoGhosts.class, "sees members [1/2, 2/2] at the end, there are [1/2]", t -> {
                    t.further(P, FURTHER_1, RING_A, FURTHER_2);
                    t.trace.up(P, 2);
                }),
                new Fault(LeaveReasons.class, "2/2 left for PROCDOWN", t -> {
                    t.further(Q, FURTHER_2, RING_A).asksToLeave();
                    t.further(P, FURTHER_1, RING_A, FURTHER_2)
                            .told(view(Set.of(FURTHER_1), Map.of(), Map.of(FURTHER_2, ChangeReason.PROCDOWN)));
                }),
                new Fault(LeaveReasons.class, "2/2 left for LEAVE", t -> {
                    t.further(Q, FURTHER_2, RING_A).killed();
                    t.further(P, FURTHER_1, RING_A, FURTHER_2)
                            .told(view(Set.of(FURTHER_1), Map.of(), Map.of(FURTHER_2, ChangeReason.LEAVE)));
                }),
                new Fault(TransitionalTold.class, "without a transitional configuration", t -> t.further(
                                P, FURTHER_1, RING_A)
                        .told(ring(RING_B, BOTH, BOTH))),
                new Fault(TransitionalTold.class, "1 2 go together from ring 1.4, which are 1", t -> {
                    t.install(RING_A, BOTH, P);
                    t.transit(RING_A, RING_B, NodeSet.of(NODE_1), P);
                    t.further(P, FURTHER_1, RING_A).told(HandMadeTrace.configuration(RING_A, BOTH, true));
                }),
                new Fault(TransitionalTold.class, "have come along to ring 1.8", t -> {
                    t.install(RING_A, BOTH, P);
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.install(RING_B, BOTH, P);
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    log.told(HandMadeTrace.configuration(RING_A, BOTH, true));
                    log.told(ring(RING_B, BOTH, NodeSet.of(NODE_1)));
                }),
                new Fault(TransitionalTold.class, "and of one there before", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    log.told(HandMadeTrace.configuration(RING_A, BOTH, true));
                    log.told(HandMadeTrace.configuration(RING_A, BOTH, true));
                }),
                new Fault(
                        TransitionalTold.class,
                        "of ring 1.8 while on 1.4",
                        t -> HandMadeTrace.tell(id(1), FURTHER_1, RING_B, 1, t.further(P, FURTHER_1, RING_A))),
                new Fault(TransitionalTold.class, "in the regular configuration of ring 1.4", t -> {
                    t.install(RING_A, BOTH, P);
                    t.transit(RING_A, RING_B, BOTH, P);
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                    HandMadeTrace.tell(id(1), FURTHER_1, RING_A, 1, t.further(P, FURTHER_1, RING_A));
                }),
                new Fault(TransitionalTold.class, "left in the transitional configuration", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A, FURTHER_2);
                    log.told(HandMadeTrace.configuration(RING_A, BOTH, true));
                    log.told(view(Set.of(FURTHER_1), Map.of(), Map.of(FURTHER_2, ChangeReason.NODEDOWN)));
                }),
                new Fault(OneSequence.class, "was told 1#1:2 where", t -> {
                    // Neither goes on to another ring.
                    final MemberLog one = t.further(P, FURTHER_1, RING_A);
                    final MemberLog two = t.further(Q, FURTHER_2, RING_A, FURTHER_1);
                    one.told(view(Set.of(FURTHER_1, FURTHER_2), Map.of(FURTHER_2, ChangeReason.JOIN), Map.of()));
                    HandMadeTrace.tell(id(1), FURTHER_1, RING_A, 1, one);
                    HandMadeTrace.tell(id(2), FURTHER_1, RING_A, 2, one, two);
                }),
                new Fault(SenderOrder.class, "was told 1#1:1 after 1#1:2", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    HandMadeTrace.tell(id(2), FURTHER_1, RING_A, 1, log);
                    HandMadeTrace.tell(id(1), FURTHER_1, RING_A, 2, log);
                }));
    }

    private static List<Fault> faultsOfAnswers() {
        return List.of(
                new Fault(Answers.class, "others at 1.4/1/0", t -> {
                    HandMadeTrace.tell(id(1), FURTHER_1, RING_A, 1, t.further(P, FURTHER_1, RING_A));
                    HandMadeTrace.tell(id(1), FURTHER_1, RING_A, 2, t.further(Q, FURTHER_2, RING_A));
                }),
                new Fault(Answers.class, "was answered 0 times", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    log.sends(log.nextMessage(), SendOptions.AGREED);
                    t.trace.up(P, 2);
                }),
                new Fault(Answers.class, "waited for room in vain", t -> {
                    t.further(P, FURTHER_1, RING_A).awaitsRoom();
                    t.trace.up(P, 2);
                }),
                new Fault(Answers.class, "was answered that it has left before", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    log.asksToLeave();
                    log.leaveAnswered(1);
                    log.told(new Trace.ViewChanged(
                            Set.of(), new TreeMap<>(), new TreeMap<>(Map.of(FURTHER_1, ChangeReason.LEAVE)), 2));
                }),
                new Fault(Answers.class, "was never answered that it has left", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    log.asksToLeave();
                    log.told(view(Set.of(), Map.of(), Map.of(FURTHER_1, ChangeReason.LEAVE)));
                    t.trace.up(P, 2);
                }),
                new Fault(Answers.class, "which was told at", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    HandMadeTrace.tell(
                            HandMadeTrace.send(log, SendOptions.AGREED, SendResult.TryAgain.INSTANCE),
                            FURTHER_1,
                            RING_A,
                            1,
                            log);
                }),
                new Fault(
                        Answers.class,
                        "which demands no quorum",
                        t -> HandMadeTrace.send(
                                t.further(P, FURTHER_1, RING_A), SendOptions.AGREED, new SendResult.NotQuorate(null))),
                new Fault(
                        Answers.class,
                        "sent with",
                        t -> HandMadeTrace.send(
                                t.further(P, FURTHER_1, RING_A),
                                SendOptions.AGREED.awaitingDelivery(),
                                SendResult.Accepted.INSTANCE)),
                new Fault(Answers.class, "was never told its own", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    HandMadeTrace.send(log, SendOptions.AGREED, SendResult.Accepted.INSTANCE);
                    log.asksToLeave();
                    log.told(view(Set.of(), Map.of(), Map.of(FURTHER_1, ChangeReason.LEAVE)));
                }),
                new Fault(Answers.class, "which was told at 1.4/1/0", t -> {
                    final MemberLog log = t.further(P, FURTHER_1, RING_A);
                    HandMadeTrace.tell(
                            HandMadeTrace.send(
                                    log,
                                    SendOptions.AGREED.awaitingDelivery(),
                                    new SendResult.DeliveredToSelf(new Position(RING_A, 1, 1), null)),
                            FURTHER_1,
                            RING_A,
                            1,
                            log);
                }),
                new Fault(OneDirectory.class, "says that the groups are", t -> {
                    t.further(P, FURTHER_1, RING_A);
                    t.trace.up(P, 2);
                    t.trace.settled(P, MEMBER_1);
                    t.trace.groups().directory(P, HandMadeTrace.directory(List.of(MEMBER_1), List.of(FURTHER_2)));
                }),
                new Fault(OneDirectory.class, "has not joined its group", t -> {
                    t.trace.groups().begin(P, "group");
                    t.trace.up(P, 2);
                }),
                new Fault(OneDirectory.class, "was told of ring 1.4 last, it is on 1.8", t -> {
                    t.further(P, FURTHER_1, RING_A);
                    t.install(RING_B, BOTH, P);
                    t.trace.up(P, 2);
                }));
    }

    private static List<Fault> faultsOfQuorum() {
        return List.of(
                new Fault(PrimaryUniqueness.class, "neither comes before the other", t -> {
                    t.install(RING_A, NodeSet.of(NODE_1), P);
                    t.install(RING_B, NodeSet.of(NODE_2), Q);
                    t.trace.told(P, ring(RING_A, NodeSet.of(NODE_1), NodeSet.of(NODE_1)));
                    t.trace.told(Q, ring(RING_B, NodeSet.of(NODE_2), NodeSet.of(NODE_2)));
                }),
                new Fault(PrimaryContinuity.class, "nobody installed both", t -> {
                    // One comes after the other, but only over a ring in between.
                    t.install(RING_A, NodeSet.of(NODE_1), P);
                    t.install(RING_B, BOTH, P, Q);
                    t.install(RING_C, NodeSet.of(NODE_2), Q);
                    t.trace.told(P, ring(RING_A, NodeSet.of(NODE_1), NodeSet.of(NODE_1)));
                    t.trace.told(Q, ring(RING_C, NodeSet.of(NODE_2), NodeSet.of(NODE_2)));
                }),
                new Fault(QuorumIntersection.class, "no member in common", t -> {
                    t.trace.told(P, ring(RING_A, NodeSet.of(NODE_1), NodeSet.of(NODE_1)));
                    t.trace.told(Q, ring(RING_B, NodeSet.of(NODE_2), NodeSet.of(NODE_2)));
                }));
    }

    private static List<Fault> faultsOfRings() {
        return List.of(
                new Fault(OneToken.class, "hop 7 of ring 1.4", t -> {
                    t.trace.happened(P, new Trace.TokenAccepted(RING_A, 7, 5, 5, 0));
                    t.trace.happened(Q, new Trace.TokenAccepted(RING_A, 7, 5, 5, 0));
                }),
                new Fault(OneToken.class, "while on ring 1.8", t -> {
                    t.install(RING_B, BOTH, P);
                    t.trace.happened(P, new Trace.TokenAccepted(RING_A, 7, 5, 5, 0));
                }),
                new Fault(RingSequences.class, "installed ring 1.4, its node ring 1.8", t -> {
                    t.install(RING_B, BOTH, P);
                    t.install(RING_A, BOTH, P_AGAIN);
                }),
                new Fault(
                        AruNotAboveSeq.class,
                        "aru 6 above seq 5",
                        t -> t.trace.happened(P, new Trace.TokenAccepted(RING_A, 7, 5, 6, 0))),
                new Fault(
                        SortQueueBound.class,
                        "must be at most 100",
                        t -> t.trace.happened(P, new Trace.QueueGrown(CAPACITY + 1, CAPACITY, 0))),
                new Fault(SortQueueBound.class, "must be at most 40", t -> {
                    t.trace.conditions(Trace.Conditions.CALM);
                    t.trace.windowFrames(10);
                    t.trace.happened(P, new Trace.QueueGrown(41, CAPACITY, 0));
                }));
    }

    private static List<Fault> faultsOfLiveness() {
        return List.of(
                new Fault(Liveness.class, "is on ring null", t -> t.trace.up(P, 2)),
                new Fault(Liveness.class, "has not joined its group", t -> {
                    t.install(RING_A, NodeSet.of(NODE_1), P);
                    t.trace.up(P, 2);
                }),
                new Fault(Liveness.class, "was told of ring 1.4 last, it is on 1.8", t -> {
                    t.ringTold(RING_A, BOTH);
                    t.install(RING_B, BOTH, P);
                    t.trace.up(P, 2);
                }),
                new Fault(Liveness.class, "is NOT_QUORATE while", t -> {
                    t.join(P, MEMBER_1);
                    t.install(RING_A, NodeSet.of(NODE_1), P);
                    t.trace.told(
                            P,
                            new Trace.RingInstalled(
                                    RING_A,
                                    NodeSet.of(NODE_1),
                                    NodeSet.of(NODE_1),
                                    QuorumVerdict.State.NOT_QUORATE,
                                    0));
                    t.trace.up(P, 1);
                }),
                new Fault(EverythingDelivered.class, "0 of 1 frames", t -> {
                    t.install(RING_A, BOTH, P, Q);
                    t.deliver(frame(RING_A, 1, NODE_1), P);
                    t.trace.up(P, 2);
                    t.trace.up(Q, 2);
                }),
                new Fault(Steadiness.class, "without a fault", t -> {
                    t.trace.conditions(Trace.Conditions.LOSS);
                    t.install(RING_A, BOTH, P, Q);
                    t.install(RING_B, BOTH, P, Q);
                    t.install(RING_C, BOTH, P, Q);
                }),
                new Fault(Promptness.class, "on a calm network", t -> {
                    t.trace.conditions(Trace.Conditions.CALM);
                    t.trace.accepted(P, id(1), 6_000_000_000L);
                    t.trace.told(P, new Trace.Delivered(id(1), MEMBER_1, RING_A, 5, 6_180_000_000L));
                }),
                new Fault(Settling.class, "after the bound", t -> {
                    t.installAt(5, RING_A, BOTH, P, Q);
                    t.standstill(4, BOTH, BOTH);
                }),
                new Fault(Settling.class, "not all members", t -> {
                    t.installAt(3, RING_A, BOTH, P, Q);
                    t.standstill(4, BOTH, NodeSet.EMPTY);
                }),
                new Fault(Settling.class, "could be one", t -> {
                    t.installAt(3, RING_A, NodeSet.of(NODE_1), P);
                    t.installAt(3, RING_B, NodeSet.of(NODE_2), Q);
                    t.standstill(4, BOTH, BOTH);
                }),
                new Fault(Settling.class, "on null", t -> {
                    t.installAt(3, RING_A, BOTH, P);
                    t.standstill(4, BOTH, BOTH);
                }),
                new Fault(Cohesion.class, "without 2", t -> {
                    t.installAt(2, RING_A, BOTH, P, Q);
                    t.installAt(3, RING_B, NodeSet.of(NODE_1), P);
                    t.standstill(4, BOTH, BOTH);
                }),
                new Fault(Departure.class, "has waited: consensus timeout", t -> {
                    t.trace.up(P, 2);
                    t.trace.onlyLeavesFrom(2);
                    t.trace.happened(
                            P,
                            new Trace.StateEntered(
                                    StateName.GATHER, GatherReason.CONSENSUS_TIMEOUT_DISAGREED, RING_A, 2));
                }));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldFindTheFault(final Fault fault) {
        fault.events().accept(made);

        final Checker checker = Checkers.ALL.stream()
                .filter(fault.checker()::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(violationsOf(checker)).anyMatch(text -> text.contains(fault.says()));
    }

    @Test
    void shouldHaveAFaultForEachChecker() {
        final Set<String> found = new LinkedHashSet<>();
        faults().forEach(fault -> found.add(fault.checker().getSimpleName()));

        assertThat(Checkers.ALL)
                .extracting(checker -> checker.getClass().getSimpleName())
                .containsExactlyInAnyOrderElementsOf(found);
        assertThat(Checkers.ALL).extracting(Checker::id).doesNotHaveDuplicates();
        assertThat(Checkers.ALL).extracting(Checker::property).doesNotHaveDuplicates();
    }

    @Test
    void shouldStandInTheDocumentation() throws IOException {
        final String documentation = Files.readString(Path.of("../docs/simulation.md"));
        final String rows = Checkers.ALL.stream()
                .map(checker -> "| " + checker.id() + " | `"
                        + checker.getClass().getSimpleName() + "` | " + checker.property() + " |\n")
                .collect(Collectors.joining());

        assertThat(documentation).contains("| id | checker | property |\n|---|---|---|\n" + rows + "\n");
    }

    static List<Checker> checkers() {
        return Checkers.ALL;
    }

    /** Three nodes, of which one dies and leaves a hole, one restarts, and members come and go. */
    @ParameterizedTest
    @MethodSource("checkers")
    void shouldAcceptARunInOrder(final Checker checker) {
        made.rightRun();

        assertThat(violationsOf(checker)).as(checker.label()).isEmpty();
    }

    /** The same without faults, for what is checked only then. */
    @ParameterizedTest
    @MethodSource("checkers")
    void shouldAcceptACalmRunInOrder(final Checker checker) {
        made.calmRun();

        assertThat(violationsOf(checker)).as(checker.label()).isEmpty();
    }

    @Test
    void shouldNotCompareProcessesThatCameByDifferentRings() {
        made.ringTold(RING_A, BOTH);
        trace.told(P, message(1, RING_A, 5));
        trace.told(P, ring(RING_B, BOTH, NodeSet.of(NODE_1)));
        trace.told(Q, ring(RING_B, BOTH, NodeSet.of(NODE_2)));

        assertThat(violationsOf(new ViewSynchrony())).isEmpty();
    }

    /** Its node died between the delivery of its join and the moment at which it would have been given its name. */
    @Test
    void shouldKnowTheDeathOfAMemberThatNeverLearnedItsName() {
        trace.groups().begin(Q, "group").killed();
        made.further(P, FURTHER_1, RING_A, FURTHER_2)
                .told(view(Set.of(FURTHER_1), Map.of(), Map.of(FURTHER_2, ChangeReason.PROCDOWN)));

        assertThat(violationsOf(new LeaveReasons())).isEmpty();
    }

    @Test
    void shouldExcuseAProcessThatCrashed() {
        trace.told(P, message(1, RING_A, 5));
        trace.accepted(P, id(2), 0);
        trace.crashed(P);

        assertThat(violationsOf(new SelfDelivery())).isEmpty();
    }

    @Test
    void shouldExcuseWhoHasLostItsDisk() {
        made.install(RING_B, BOTH, P);
        // The one that lost it had no time to be on a ring.
        trace.diskLost(P_AGAIN);
        made.install(RING_A, BOTH, new Trace.ProcessId(NODE_1, 3));

        assertThat(violationsOf(new RingSequences())).isEmpty();
    }

    @Test
    void shouldFindAViolationWhenItHappens() {
        final List<String> violations = new ArrayList<>();
        trace.watch(new AruNotAboveSeq().watch(trace, violations::add));

        trace.happened(P, new Trace.TokenAccepted(RING_A, 1, 5, 5, 0));
        assertThat(violations).isEmpty();
        trace.happened(P, new Trace.TokenAccepted(RING_A, 2, 5, 6, 0));
        assertThat(violations).hasSize(1);
    }

    @Test
    void shouldExcuseWhoFailedBeforeItDeliveredASafeFrame() {
        made.install(RING_A, BOTH, P, Q);
        made.deliver(safe(RING_A, 1, NODE_1), P);
        trace.crashed(Q);

        assertThat(violationsOf(new SafeAgreement())).isEmpty();
    }

    @Test
    void shouldExcuseWhoHasNotDeliveredASafeFrameYetWhenTheTraceIsCutShort() {
        made.install(RING_A, BOTH, P, Q);
        made.deliver(safe(RING_A, 1, NODE_1), P);
        trace.up(Q, 2);
        assertThat(violationsOf(new SafeAgreement())).hasSize(1);

        trace.cutShort();
        assertThat(violationsOf(new SafeAgreement())).isEmpty();
    }

    /** Who holds it a moment after it was delivered elsewhere did not hold it when it should have. */
    @Test
    void shouldFindASafeFrameThatWasDeliveredTooEarly() {
        final FrameId frame = safe(RING_A, 1, NODE_1);
        made.install(RING_A, BOTH, P, Q);
        trace.happened(P, new Trace.FrameHeld(frame, 1));
        trace.happened(P, new Trace.FrameDelivered(frame, 2));
        trace.happened(Q, new Trace.FrameHeld(frame, 3));
        trace.happened(Q, new Trace.FrameDelivered(frame, 4));

        assertThat(violationsOf(new SafeDelivery()))
                .containsExactly(
                        "1#1 delivered the safe frame 1.4:1 of 1 in the regular configuration of 1 2, 2 does not"
                                + " hold it");
    }

    @Test
    void shouldForgetWhatItDerivedWhenMoreHappens() {
        made.install(RING_A, BOTH, P);
        assertThat(violationsOf(new SelfInclusion())).isEmpty();
        assertThat(violationsOf(new AcyclicCausality())).isEmpty();

        made.transit(RING_A, RING_B, NodeSet.of(NODE_2), P);
        assertThat(violationsOf(new SelfInclusion())).hasSize(1);
    }

    private List<String> violationsOf(final Checker checker) {
        final List<String> violations = new ArrayList<>();
        checker.check(trace, violations::add);
        return violations;
    }
}
