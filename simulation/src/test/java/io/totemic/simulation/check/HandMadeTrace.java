/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.Position;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A trace that is written event by event, and two that are right. */
final class HandMadeTrace {

    static final NodeId NODE_1 = NodeId.of(1);
    static final NodeId NODE_2 = NodeId.of(2);
    static final NodeId NODE_3 = NodeId.of(3);
    static final GroupMember MEMBER_1 = new GroupMember(NODE_1, 1);
    static final GroupMember MEMBER_2 = new GroupMember(NODE_2, 1);
    static final NodeSet BOTH = NodeSet.of(NODE_1, NODE_2);
    static final NodeSet ALL = NodeSet.of(NODE_1, NODE_2, NODE_3);
    static final RingId RING_A = new RingId(NODE_1, 4);
    static final RingId RING_B = new RingId(NODE_1, 8);
    static final RingId RING_C = new RingId(NODE_1, 12);
    static final Trace.ProcessId P = new Trace.ProcessId(NODE_1, 1);
    static final Trace.ProcessId Q = new Trace.ProcessId(NODE_2, 1);
    static final Trace.ProcessId R = new Trace.ProcessId(NODE_3, 1);
    static final Trace.ProcessId P_AGAIN = new Trace.ProcessId(NODE_1, 2);
    static final int CAPACITY = 100;

    static final GroupMember FURTHER_1 = new GroupMember(NODE_1, 2);
    static final GroupMember FURTHER_2 = new GroupMember(NODE_2, 2);
    static final GroupMember FURTHER_3 = new GroupMember(NODE_1, 3);
    static final GroupMember FURTHER_4 = new GroupMember(NODE_1, 4);
    static final Set<GroupMember> FURTHER = Set.of(FURTHER_1, FURTHER_2, FURTHER_3);

    final Trace trace = new Trace();

    void rightRun() {
        trace.windowFrames(10);
        install(RING_A, ALL, P, Q, R);
        join(P, MEMBER_1);
        for (final Trace.ProcessId process : List.of(P, Q, R)) {
            trace.happened(
                    process, new Trace.TokenAccepted(RING_A, process.node().value(), 0, 0, 0));
        }
        final FrameId first = frame(RING_A, 1, NODE_1);
        final FrameId lost = frame(RING_A, 2, NODE_3);
        final FrameId last = safe(RING_A, 3, NODE_2);
        originate(P, first);
        trace.accepted(P, id(1), 0);
        originate(R, lost);
        deliver(first, P, Q, R);
        trace.told(P, message(1, RING_A, 1));
        originate(Q, last);
        hold(last, P, Q);
        deliver(lost, R);
        trace.happened(P, new Trace.QueueGrown(CAPACITY, CAPACITY, 0));
        trace.crashed(R);

        final MemberLog mine = further(P, FURTHER_1, RING_A);
        final MemberLog other = further(Q, FURTHER_2, RING_A, FURTHER_1);
        mine.told(view(Set.of(FURTHER_1, FURTHER_2), Map.of(FURTHER_2, ChangeReason.JOIN), Map.of()));
        final MemberLog slow = further(P, FURTHER_3, RING_A, FURTHER_1, FURTHER_2);
        for (final MemberLog log : List.of(mine, other)) {
            log.told(view(FURTHER, Map.of(FURTHER_3, ChangeReason.JOIN), Map.of()));
        }
        tell(send(mine, SendOptions.AGREED, SendResult.Accepted.INSTANCE), FURTHER_1, RING_A, 1, mine, other, slow);
        tell(send(other, SendOptions.AGREED, SendResult.Accepted.INSTANCE), FURTHER_2, RING_A, 2, mine, other);
        slow.stalled();
        for (final MemberLog log : List.of(mine, other, slow)) {
            log.told(view(Set.of(FURTHER_1, FURTHER_2), Map.of(), Map.of(FURTHER_3, ChangeReason.PROCDOWN)));
        }
        send(mine, SendOptions.AGREED, SendResult.TryAgain.INSTANCE);
        mine.awaitsRoom();
        mine.roomOpened();

        // Nobody else has what R sent last, and Q's own frame comes behind that hole.
        agree(P, RING_B);
        agree(Q, RING_B);
        originate(P, frame(RING_B, 1, NODE_1));
        transit(RING_A, RING_B, BOTH, P, Q);
        deliver(last, P, Q);
        install(RING_B, BOTH, P, Q);
        final MessageId awaited = send(
                mine,
                SendOptions.AGREED.awaitingDelivery(),
                new SendResult.DeliveredToSelf(new Position(RING_A, 3, 0), null));
        for (final MemberLog log : List.of(mine, other)) {
            log.told(configuration(RING_A, BOTH, true));
            tell(awaited, FURTHER_1, RING_A, 3, log);
            log.told(ring(RING_B, BOTH, BOTH));
        }
        mine.asksToLeave();
        for (final MemberLog log : List.of(mine, other)) {
            log.told(view(Set.of(FURTHER_2), Map.of(), Map.of(FURTHER_1, ChangeReason.LEAVE)));
        }
        mine.leaveAnswered(0);
        trace.told(P, ring(RING_B, BOTH, BOTH));
        trace.told(P, view(Set.of(MEMBER_1, MEMBER_2), Map.of(MEMBER_2, ChangeReason.JOIN), Map.of()));
        trace.told(Q, view(Set.of(MEMBER_1, MEMBER_2), Map.of(MEMBER_2, ChangeReason.JOIN), Map.of()));
        trace.leaving(MEMBER_2);
        trace.told(P, view(Set.of(MEMBER_1), Map.of(), Map.of(MEMBER_2, ChangeReason.LEAVE)));
        trace.told(Q, view(Set.of(MEMBER_1), Map.of(), Map.of(MEMBER_2, ChangeReason.LEAVE)));
        trace.crashed(Q);

        // Q gives its attempt up in RECOVERY and dies then, when P has installed the ring already.
        agree(Q, RING_C);
        transit(RING_B, RING_C, BOTH, P);
        install(RING_C, BOTH, P);
        transit(RING_C, new RingId(NODE_1, 16), NodeSet.of(NODE_1), P);
        final RingId end = new RingId(NODE_1, 16);
        final Trace.ProcessId again = new Trace.ProcessId(NODE_2, 2);
        install(end, BOTH, P, again);
        final GroupMember newcomer = new GroupMember(NODE_2, 1);
        trace.told(P, ring(end, BOTH, NodeSet.of(NODE_1)));
        trace.told(P, view(Set.of(MEMBER_1, newcomer), Map.of(newcomer, ChangeReason.JOIN), Map.of()));
        trace.told(again, view(Set.of(MEMBER_1, newcomer), Map.of(newcomer, ChangeReason.JOIN), Map.of()));
        trace.up(P, 3);
        trace.up(again, 3);
        trace.settled(P, MEMBER_1);
        trace.settled(again, newcomer);
        final MemberLog youngest = further(P, FURTHER_4, end);
        trace.groups().directory(P, directory(List.of(MEMBER_1, newcomer), List.of(FURTHER_4)));
        trace.groups().directory(again, directory(List.of(MEMBER_1, newcomer), List.of(FURTHER_4)));
        tell(send(youngest, SendOptions.SAFE, SendResult.Accepted.INSTANCE), FURTHER_4, end, 1, youngest);
    }

    static SortedMap<String, List<GroupMember>> directory(
            final List<GroupMember> common, final List<GroupMember> further) {
        return new TreeMap<>(Map.of(GroupTrace.COMMON, common, "group", further));
    }

    void calmRun() {
        trace.conditions(Trace.Conditions.CALM);
        trace.windowFrames(10);
        install(RING_A, BOTH, P, Q);
        join(P, MEMBER_1);
        final FrameId frame = safe(RING_A, 1, NODE_1);
        originate(P, frame);
        hold(frame, P, Q);
        for (final Trace.ProcessId process : List.of(P, Q)) {
            trace.happened(process, new Trace.FrameDelivered(frame, 1));
        }
        trace.happened(P, new Trace.QueueGrown(40, CAPACITY, 0));
        trace.accepted(P, id(1), 6_000_000_000L);
        trace.told(P, new Trace.Delivered(id(1), MEMBER_1, RING_A, 1, 6_001_000_000L));
        trace.up(P, 2);
        trace.up(Q, 2);
        trace.settled(P, MEMBER_1);
        trace.settled(Q, MEMBER_2);
        trace.told(P, view(Set.of(MEMBER_1, MEMBER_2), Map.of(MEMBER_2, ChangeReason.JOIN), Map.of()));
        trace.told(Q, view(Set.of(MEMBER_1, MEMBER_2), Map.of(MEMBER_2, ChangeReason.JOIN), Map.of()));
    }

    void install(final RingId ringId, final NodeSet members, final Trace.ProcessId... processes) {
        for (final Trace.ProcessId process : processes) {
            trace.happened(process, new Trace.Configured(new RegularConfiguration(ringId, members, NodeSet.EMPTY), 0));
        }
    }

    void installAt(final long atNs, final RingId ringId, final NodeSet members, final Trace.ProcessId... processes) {
        for (final Trace.ProcessId process : processes) {
            trace.happened(
                    process, new Trace.Configured(new RegularConfiguration(ringId, members, NodeSet.EMPTY), atNs));
        }
    }

    /** From then on P and Q, who hear these, had to be at rest. */
    void standstill(final long settledNs, final NodeSet heardByP, final NodeSet heardByQ) {
        trace.up(P, 2);
        trace.up(Q, 2);
        trace.standstill(
                new Trace.Standstill(1, 1, settledNs, 10, new TreeMap<>(Map.of(NODE_1, heardByP, NODE_2, heardByQ))));
    }

    void transit(final RingId from, final RingId to, final NodeSet members, final Trace.ProcessId... processes) {
        for (final Trace.ProcessId process : processes) {
            trace.happened(
                    process, new Trace.Configured(new TransitionalConfiguration(to, from, members, NodeSet.EMPTY), 0));
        }
    }

    void agree(final Trace.ProcessId process, final RingId ringId) {
        trace.happened(process, new Trace.StateEntered(StateName.COMMIT, null, ringId, 0));
    }

    void originate(final Trace.ProcessId process, final FrameId frame) {
        trace.happened(process, new Trace.FrameOriginated(frame, 0));
    }

    void hold(final FrameId frame, final Trace.ProcessId... processes) {
        for (final Trace.ProcessId process : processes) {
            trace.happened(process, new Trace.FrameHeld(frame, 0));
        }
    }

    void deliver(final FrameId frame, final Trace.ProcessId... processes) {
        for (final Trace.ProcessId process : processes) {
            trace.happened(process, new Trace.FrameDelivered(frame, 0));
        }
    }

    void join(final Trace.ProcessId process, final GroupMember member) {
        trace.told(process, view(Set.of(member), Map.of(member, ChangeReason.JOIN), Map.of()));
    }

    /** Both members are told of a ring, and of each other before if they were told nothing yet. */
    void ringTold(final RingId ringId, final NodeSet companions) {
        for (final Trace.ProcessId process : List.of(P, Q)) {
            if (trace.eventsOf(process).isEmpty()) {
                final Set<GroupMember> members = Set.of(MEMBER_1, MEMBER_2);
                trace.told(
                        process,
                        view(members, Map.of(MEMBER_1, ChangeReason.JOIN, MEMBER_2, ChangeReason.JOIN), Map.of()));
            }
            trace.told(process, ring(ringId, BOTH, companions));
        }
    }

    /** A further member of a group, which has joined on a ring; the others are those that it finds there. */
    MemberLog further(
            final Trace.ProcessId process, final GroupMember name, final RingId ringId, final GroupMember... others) {
        final MemberLog log = trace.groups().begin(process, "group");
        log.joined(name);
        final Set<GroupMember> members = new TreeSet<>(List.of(others));
        members.add(name);
        log.told(view(members, Map.of(name, ChangeReason.JOIN), Map.of()));
        log.told(configuration(ringId, BOTH, false));
        return log;
    }

    /** The member sends its next message, and is answered. */
    static MessageId send(final MemberLog log, final SendOptions options, final SendResult answer) {
        final MessageId message = log.nextMessage();
        log.sends(message, options).answered(answer);
        return message;
    }

    /** These are told a message of a further member. */
    static void tell(
            final MessageId message,
            final GroupMember sender,
            final RingId ringId,
            final int seq,
            final MemberLog... logs) {
        for (final MemberLog log : logs) {
            log.delivered(new Trace.Delivered(message, sender, ringId, seq, 0), new Position(ringId, seq, 0));
        }
    }

    static Trace.ConfigurationTold configuration(
            final RingId ringId, final NodeSet nodes, final boolean isTransitional) {
        return new Trace.ConfigurationTold(ringId, nodes, nodes, isTransitional, 0);
    }

    static Trace.RingInstalled ring(final RingId ringId, final NodeSet members, final NodeSet companions) {
        return new Trace.RingInstalled(ringId, members, companions, QuorumVerdict.State.QUORATE, 0);
    }

    static Trace.ViewChanged view(
            final Set<GroupMember> members,
            final Map<GroupMember, ChangeReason> joined,
            final Map<GroupMember, ChangeReason> left) {
        return new Trace.ViewChanged(new TreeSet<>(members), sorted(joined), sorted(left), 0);
    }

    static SortedMap<GroupMember, ChangeReason> sorted(final Map<GroupMember, ChangeReason> reasons) {
        return new TreeMap<>(reasons);
    }

    static FrameId frame(final RingId ringId, final int seq, final NodeId sender) {
        return new FrameId(ringId, seq, sender, seq, false);
    }

    static FrameId safe(final RingId ringId, final int seq, final NodeId sender) {
        return new FrameId(ringId, seq, sender, seq, true);
    }

    static Trace.Delivered message(final int number, final RingId ringId, final int seq) {
        return new Trace.Delivered(id(number), MEMBER_1, ringId, seq, 0);
    }

    static MessageId id(final int number) {
        return new MessageId(NODE_1, 1, number);
    }
}
