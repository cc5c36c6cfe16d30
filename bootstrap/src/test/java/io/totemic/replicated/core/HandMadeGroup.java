/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.Position;
import io.totemic.protocol.group.SendResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Replicas, the state of each a text that commands are appended to, in an order that the test makes. */
final class HandMadeGroup {

    static final int NODES = 3;
    private static final String NAME = "replicas";

    /** One replica, what it has and what it has answered. */
    static final class Member implements ReplicaEffect.Handler {
        final GroupMember self;
        final Replica core;
        final Effects<ReplicaEffect> effects = new Effects<>();
        final List<String> answers = new ArrayList<>();
        final ArrayDeque<ReplicaMessage> sent = new ArrayDeque<>();
        String state = "";
        SendResult nextResult = SendResult.Accepted.INSTANCE;
        private final ArrayDeque<SendResult> results = new ArrayDeque<>();
        private String taken;
        private long change;

        private Member(final int node, final int number, final ReplicaSettings settings) {
            self = new GroupMember(NodeId.of(node), number);
            core = new Replica(self, settings);
        }

        long execute(final String command) {
            final long request = core.nextRequest();
            core.onExecute(request, command.getBytes(StandardCharsets.UTF_8), effects);
            settle();
            return request;
        }

        long read() {
            final long request = core.nextRequest();
            core.onReadOrdered(request, effects);
            settle();
            return request;
        }

        void room() {
            core.onFlowControl(effects);
            settle();
        }

        /** Applies effects, and answers multicasts, until there is nothing more. */
        private void settle() {
            do {
                effects.drainTo(effect -> effect.applyTo(this));
                if (taken != null) {
                    final String snapshot = taken;
                    taken = null;
                    core.onSnapshotTaken(snapshot.getBytes(StandardCharsets.UTF_8), effects);
                } else if (!results.isEmpty()) {
                    core.onSendResult(results.pollFirst(), effects);
                } else if (change != 0) {
                    final long over = change;
                    change = 0;
                    core.onChangeOver(over, effects);
                }
            } while (!effects.isEmpty() || !results.isEmpty() || change != 0);
        }

        @Override
        public void multicast(final ReplicaEffect.Multicast effect) {
            results.addLast(nextResult);
            if (nextResult.isAccepted()) {
                sent.addLast(effect.message());
            }
        }

        @Override
        public void apply(final ReplicaEffect.Apply effect) {
            state += new String(effect.command(), StandardCharsets.UTF_8);
            if (effect.ownRequest() != 0) {
                answers.add(effect.ownRequest() + (effect.isCertain() ? " done " + state : " unknown"));
            }
        }

        @Override
        public void retain(final ReplicaEffect.Retain effect) {
            state += effect.stayed().stream()
                    .map(member -> member.node().toString())
                    .collect(Collectors.joining("", "[", "]"));
        }

        @Override
        public void read(final ReplicaEffect.Read effect) {
            answers.add(effect.ownRequest() + " read " + state);
        }

        @Override
        public void refuse(final ReplicaEffect.Refuse effect) {
            answers.add(effect.ownRequest() + " " + effect.refusal());
        }

        @Override
        public void takeSnapshot(final ReplicaEffect.TakeSnapshot effect) {
            taken = state;
        }

        @Override
        public void installSnapshot(final ReplicaEffect.InstallSnapshot effect) {
            state = new String(effect.snapshot(), StandardCharsets.UTF_8);
        }

        @Override
        public void standingChanged(final ReplicaEffect.StandingChanged effect) {}

        @Override
        public void awaitMoreChanges(final ReplicaEffect.AwaitMoreChanges effect) {
            change = effect.number();
        }
    }

    private final ReplicaSettings settings;
    private final TreeMap<Integer, Member> members = new TreeMap<>();
    private long ringSeq = 4;

    HandMadeGroup(final ReplicaSettings settings) {
        this.settings = settings;
        for (int i = 1; i <= NODES; i++) {
            restart(i);
        }
    }

    Member on(final int node) {
        return members.get(node);
    }

    /** The replica of this node is another one, which knows nothing. */
    void restart(final int node) {
        members.put(node, new Member(node, 1, settings));
    }

    /** These nodes are a new ring. */
    void ring(final int... nodes) {
        ringSeq += 4;
        for (final int node : nodes) {
            tell(node, GroupConfiguration.Kind.REGULAR, new TreeMap<>(), new TreeMap<>(), nodes);
        }
    }

    /** On the ring as it is, these members are left, since one more has left; nodes stay as they are. */
    void left(final int gone, final int... stayed) {
        final TreeMap<GroupMember, ChangeReason> left = new TreeMap<>();
        left.put(on(gone).self, ChangeReason.LEAVE);
        for (final int node : stayed) {
            tell(node, GroupConfiguration.Kind.REGULAR, new TreeMap<>(), left, stayed);
        }
    }

    /** On the ring as it is, one more has joined. */
    void joined(final int come, final int... all) {
        final TreeMap<GroupMember, ChangeReason> joined = new TreeMap<>();
        joined.put(on(come).self, ChangeReason.JOIN);
        for (final int node : all) {
            tell(node, GroupConfiguration.Kind.REGULAR, joined, new TreeMap<>(), all);
        }
    }

    /** The ring has ended; these go on together. */
    void transitional(final int... nodes) {
        for (final int node : nodes) {
            tell(node, GroupConfiguration.Kind.TRANSITIONAL, new TreeMap<>(), new TreeMap<>(), nodes);
        }
    }

    private void tell(
            final int node,
            final GroupConfiguration.Kind kind,
            final TreeMap<GroupMember, ChangeReason> joined,
            final TreeMap<GroupMember, ChangeReason> left,
            final int... nodes) {
        final boolean isQuorate = nodes.length > NODES / 2;
        final NodeSet ring =
                NodeSet.copyOf(Arrays.stream(nodes).mapToObj(NodeId::of).toList());
        final QuorumVerdict verdict = new QuorumVerdict(
                isQuorate ? QuorumVerdict.State.QUORATE : QuorumVerdict.State.NOT_QUORATE, NODES, nodes.length, 2);
        final Member member = on(node);
        member.core.onConfiguration(
                new MemberEvent.ConfigurationChanged(
                        NAME,
                        new GroupConfiguration(kind, new RingId(ring.asList().get(0), ringSeq), ring, ring, verdict),
                        Arrays.stream(nodes).mapToObj(id -> on(id).self).toList(),
                        joined,
                        left),
                member.effects);
        member.settle();
    }

    /** Delivers the oldest message of {@code sender} to these. Returns it. */
    ReplicaMessage deliver(final int sender, final int... receivers) {
        final ReplicaMessage message = on(sender).sent.removeFirst();
        for (final int receiver : receivers) {
            final Member member = on(receiver);
            member.core.onDelivered(
                    new MemberEvent.Delivered(
                            NAME,
                            on(sender).self,
                            new Position(new RingId(NodeId.of(1), ringSeq), 1, 0),
                            message.encode()),
                    member.effects);
            member.settle();
        }
        return message;
    }

    /** Delivers everything that these have sent, and what follows from it, to all of them. */
    void deliverAll(final int... nodes) {
        boolean isDelivered = true;
        while (isDelivered) {
            isDelivered = false;
            for (final int node : nodes) {
                if (!on(node).sent.isEmpty()) {
                    deliver(node, nodes);
                    isDelivered = true;
                }
            }
        }
    }
}
