/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import io.totemic.totem.core.DeliveredMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/** The groups of node 1 on a ring with node 2, and a network that delivers what is submitted when it is told to. */
final class GroupsDriver implements CpgEffect.Handler {

    static final NodeId SELF = new NodeId(1);
    static final NodeId OTHER = new NodeId(2);
    static final RingId RING = new RingId(SELF, 4);
    static final NodeSet BOTH = NodeSet.of(SELF, OTHER);
    static final CpgSettings SETTINGS = new CpgSettings(4L << 20, 1_000, 3_000, 1_000);

    final ClosedGroups groups;
    final List<String> told = new ArrayList<>();
    final List<MemberEvent> events = new ArrayList<>();
    final Deque<byte[]> submitted = new ArrayDeque<>();
    final TreeMap<Long, SendResult> answers = new TreeMap<>();
    final List<Long> rooms = new ArrayList<>();
    final List<String> other = new ArrayList<>();
    long nowNs;
    private final Effects<CpgEffect> out = new Effects<>();
    private int seq;
    private long ticket;

    GroupsDriver() {
        this(SETTINGS);
    }

    GroupsDriver(final CpgSettings settings) {
        groups = new ClosedGroups(SELF, settings);
        synchronise(RING, BOTH, QuorumVerdict.State.QUORATE);
    }

    /** A member of {@code group} on node 1 whose join has been delivered. */
    GroupMember join(final String group, final long windowBytes) {
        final GroupMember member = groups.onJoin(group, windowBytes, out);
        apply();
        deliverAll();
        return member;
    }

    /** A member on node 2. */
    GroupMember joinOther(final int number, final String group) {
        deliver(OTHER, CpgMessage.join(number, group));
        return new GroupMember(OTHER, number);
    }

    /** Its ticket. */
    long send(final GroupMember member, final SendOptions options, final byte[] payload) {
        final SendResult result = groups.onMulticast(member, options, payload, ++ticket, out);
        if (result != null) {
            answers.put(ticket, result);
        }
        apply();
        return ticket;
    }

    SendResult answerOf(final long ofTicket) {
        return answers.get(ofTicket);
    }

    void awaitRoom(final GroupMember member, final long ofTicket) {
        groups.onAwaitRoom(member, ofTicket, out);
        apply();
    }

    void leave(final GroupMember member) {
        groups.onLeave(member, out);
        apply();
    }

    void consumed(final GroupMember member, final long bytes) {
        groups.onConsumed(member, bytes, nowNs, out);
        apply();
    }

    void time() {
        groups.onTime(nowNs, out);
        apply();
    }

    void deliver(final NodeId sender, final byte[] body) {
        groups.onMessages(List.of(new DeliveredMessage(ServiceId.CPG, sender, RING, ++seq, 0, body)), nowNs, out);
        apply();
    }

    /** Delivers what was submitted first, and returns its credit. */
    void deliverOne() {
        final byte[] body = submitted.removeFirst();
        groups.onCredit(body.length, out);
        apply();
        deliver(SELF, body);
    }

    void deliverAll() {
        while (!submitted.isEmpty()) {
            deliverOne();
        }
    }

    void synchronise(final RingId ringId, final NodeSet companions, final QuorumVerdict.State verdict) {
        synchronise(ringId, companions, verdict, contribute(ringId));
    }

    void synchronise(
            final RingId ringId, final NodeSet companions, final QuorumVerdict.State verdict, final byte[] list) {
        final TreeMap<NodeId, byte[]> lists = new TreeMap<>();
        lists.put(SELF, list);
        groups.onSynchronised(
                new ServiceEvent.Synchronised(
                        new RegularConfiguration(ringId, BOTH, BOTH),
                        companions,
                        lists,
                        new QuorumVerdict(verdict, 2, 2, 2)),
                nowNs,
                out);
        apply();
    }

    byte[] contribute(final RingId ringId) {
        final byte[] list = groups.onConfiguration(new RegularConfiguration(ringId, BOTH, BOTH), nowNs, out);
        apply();
        return list;
    }

    void transitional(final RingId oldRingId, final NodeSet members) {
        groups.onConfiguration(
                new TransitionalConfiguration(new RingId(SELF, 99), oldRingId, members, NodeSet.EMPTY), nowNs, out);
        apply();
    }

    List<String> told() {
        final List<String> copy = List.copyOf(told);
        told.clear();
        return copy;
    }

    private void apply() {
        out.drainTo(effect -> effect.applyTo(this));
    }

    @Override
    public void tell(final CpgEffect.Tell effect) {
        events.add(effect.event());
        told.add(effect.member() + " " + describe(effect.event()));
    }

    /** Of the message that was told last. */
    byte[] lastPayload() {
        return ((MemberEvent.Delivered) events.get(events.size() - 1)).payload();
    }

    private static String describe(final MemberEvent event) {
        if (event instanceof MemberEvent.Delivered delivered) {
            return delivered.payload().length > 8
                    ? delivered.payload().length + " bytes of " + delivered.sender()
                    : Arrays.toString(delivered.payload()) + " of " + delivered.sender();
        }
        if (event instanceof MemberEvent.ConfigurationChanged changed) {
            return changed.configuration().kind() + " "
                    + changed.configuration().ringId() + " " + changed.members() + " joined " + changed.joined()
                    + " left " + changed.left();
        }
        return "flow control";
    }

    @Override
    public void submit(final CpgEffect.Submit effect) {
        submitted.addLast(effect.message().bytes());
    }

    @Override
    public void answer(final CpgEffect.Answer effect) {
        answers.put(effect.ticket(), effect.result());
    }

    @Override
    public void completeRoom(final CpgEffect.CompleteRoom effect) {
        rooms.add(effect.ticket());
    }

    @Override
    public void completeJoin(final CpgEffect.CompleteJoin effect) {
        other.add("joined " + effect.member());
    }

    @Override
    public void completeLeave(final CpgEffect.CompleteLeave effect) {
        other.add("left " + effect.member() + " " + effect.reason());
    }

    @Override
    public void holdBack(final CpgEffect.HoldBack effect) {
        other.add((effect.isHeldBack() ? "hold back for " : "no longer for ") + effect.slowest());
    }

    @Override
    public void putOut(final CpgEffect.PutOut effect) {
        other.add("put out " + effect.member() + " of " + effect.group() + ", " + effect.backlogBytes() + " bytes");
    }
}
