/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.MergeDetect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Several state machines, a queue between them that loses nothing, and virtual time. Disk and old rings answer at once; a
 * ring's token exists as long as all its members can be reached, and an idle ring makes itself known from time to time.
 */
final class FsmExchange {

    static final long MERGE_NS = 200_000_000;

    private static final long NEVER = Long.MAX_VALUE;
    private static final int STEPS_MAX = 200_000;

    private final Map<NodeId, Node> nodes = new TreeMap<>();
    private final List<Delivery> queue = new ArrayList<>();
    private final Random order;
    private Map<NodeId, Integer> partition = new TreeMap<>();
    private long nowNs;
    private long nextMergeNs = MERGE_NS;
    private int steps;

    private record Delivery(NodeId from, NodeId to, Runnable action) {}

    /** With {@code order} null frames arrive in the order of sending, otherwise in any. */
    FsmExchange(final NodeSet configured, final Random order) {
        this.order = order;
        for (final NodeId node : configured) {
            nodes.put(node, new Node(node, configured));
            partition.put(node, 0);
        }
    }

    MembershipFsm fsm(final NodeId node) {
        return nodes.get(node).fsm;
    }

    RecoveryPlan installed(final NodeId node) {
        return nodes.get(node).installed;
    }

    MembershipEffect.StateEntered lastEntered(final NodeId node) {
        return nodes.get(node).lastEntered;
    }

    long nowNs() {
        return nowNs;
    }

    void startAll() {
        for (final Node node : nodes.values()) {
            node.call(out -> node.fsm.start(0, nowNs, out));
        }
    }

    /** Divides the nodes into these groups; a node in none is cut off. Frames between groups are lost. */
    void divide(final NodeSet... groups) {
        final Map<NodeId, Integer> divided = new TreeMap<>();
        int isolated = -1;
        for (final NodeId node : nodes.keySet()) {
            divided.put(node, isolated--);
        }
        for (int i = 0; i < groups.length; i++) {
            for (final NodeId node : groups[i]) {
                divided.put(node, i);
            }
        }
        partition = divided;
        for (final Node node : nodes.values()) {
            node.watchToken();
        }
    }

    void leave(final NodeId node) {
        nodes.get(node).call(nodes.get(node).fsm::leave);
    }

    /** Runs until each of these sets is one ring; answers whether that happened within {@code limitNs}. */
    boolean settles(final long limitNs, final NodeSet... rings) {
        final long endNs = nowNs + limitNs;
        while (!isSettled(rings)) {
            if (++steps > STEPS_MAX) {
                return false;
            }
            if (!queue.isEmpty()) {
                deliverNext();
            } else if (!passTime(endNs)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSettled(final NodeSet... rings) {
        for (final NodeSet ring : rings) {
            final RingId ringId = nodes.get(ring.lowest()).fsm.ringId();
            for (final NodeId member : ring) {
                final MembershipFsm fsm = nodes.get(member).fsm;
                if (fsm.stateName() != StateName.OPERATIONAL
                        || !fsm.ringId().equals(ringId)
                        || !fsm.installedMembers().equals(ring)) {
                    return false;
                }
            }
        }
        return queue.isEmpty();
    }

    private void deliverNext() {
        final Delivery next = queue.remove(order == null ? 0 : order.nextInt(queue.size()));
        if (isReachable(next.from(), next.to())) {
            next.action().run();
        }
    }

    private boolean passTime(final long endNs) {
        long next = nextMergeNs;
        for (final Node node : nodes.values()) {
            next = Math.min(next, Math.min(node.fsm.nextDeadlineNs(), node.tokenLossNs));
        }
        if (next > endNs) {
            return false;
        }
        nowNs = next;
        for (final Node node : nodes.values()) {
            node.onTime();
        }
        if (nowNs >= nextMergeNs) {
            nextMergeNs = nowNs + MERGE_NS;
            nodes.values().forEach(Node::showRing);
        }
        return true;
    }

    private boolean isReachable(final NodeId from, final NodeId to) {
        return partition.get(from).equals(partition.get(to));
    }

    private interface Input {
        void onto(Effects<MembershipEffect> out);
    }

    private final class Node implements MembershipEffect.Handler {

        private final NodeId self;
        private final MembershipFsm fsm;
        private long tokenLossNs = NEVER;
        private final SortedSet<LinkFault> faults = new TreeSet<>();
        private RecoveryPlan installed;
        private MembershipEffect.StateEntered lastEntered;

        Node(final NodeId self, final NodeSet configured) {
            this.self = self;
            fsm = new MembershipFsm(
                    new MembershipSettings(
                            self,
                            configured,
                            FsmDriver.TOKEN_NS,
                            FsmDriver.RETRANSMIT_NS,
                            FsmDriver.JOIN_NS,
                            0,
                            FsmDriver.TOKEN_NS * 6 / 5,
                            FsmDriver.MERGE_NS),
                    bound -> bound / 2);
        }

        void call(final Input input) {
            final Effects<MembershipEffect> out = new Effects<>();
            input.onto(out);
            out.drainTo(effect -> effect.applyTo(this));
        }

        void onTime() {
            call(out -> FsmDriver.fireDue(fsm, nowNs, out));
            if (tokenLossNs <= nowNs) {
                tokenLossNs = NEVER;
                call(out -> fsm.onTokenLost(fsm.ringId(), nowNs, out));
            }
        }

        void watchToken() {
            if (fsm.stateName() == StateName.OPERATIONAL) {
                for (final NodeId member : fsm.installedMembers()) {
                    if (!isReachable(self, member)) {
                        tokenLossNs = nowNs + FsmDriver.TOKEN_NS;
                    }
                }
            }
        }

        void showRing() {
            if (fsm.stateName() == StateName.OPERATIONAL
                    && fsm.ringId().representative().equals(self)) {
                final MergeDetect frame = new MergeDetect(self, fsm.ringId());
                broadcast(to -> out -> to.fsm.onMergeDetect(frame, nowNs, out));
            }
        }

        private void broadcast(final java.util.function.Function<Node, Input> frame) {
            for (final Node to : nodes.values()) {
                post(to, frame.apply(to));
            }
        }

        private void post(final Node to, final Input input) {
            queue.add(new Delivery(self, to.self, () -> to.call(input)));
        }

        @Override
        public void sendJoin(final MembershipEffect.SendJoin effect) {
            broadcast(to -> out -> to.fsm.onJoin(effect.join(), nowNs, out));
        }

        @Override
        public void sendMergeDetect(final MembershipEffect.SendMergeDetect effect) {
            broadcast(to -> out -> to.fsm.onMergeDetect(effect.message(), nowNs, out));
        }

        @Override
        public void linkFaultFound(final MembershipEffect.LinkFaultFound effect) {
            faults.add(effect.fault());
        }

        @Override
        public void heldOff(final MembershipEffect.HeldOff effect) {}

        @Override
        public void sendCommitToken(final MembershipEffect.SendCommitToken effect) {
            final Node to = nodes.get(effect.target());
            post(to, out -> to.fsm.onCommitToken(effect.token(), nowNs, out));
        }

        @Override
        public void persistRingSeq(final MembershipEffect.PersistRingSeq effect) {
            post(this, out -> fsm.onRingSeqPersisted(effect.seq(), nowNs, out));
        }

        @Override
        public void suspend(final MembershipEffect.Suspend effect) {
            tokenLossNs = NEVER;
        }

        @Override
        public void seal(final MembershipEffect.Seal effect) {
            post(this, out -> fsm.onSealReport(new SealReport(effect.attempt(), 0, 0, 0), nowNs, out));
        }

        @Override
        public void recover(final MembershipEffect.Recover effect) {
            tokenLossNs = nowNs + FsmDriver.TOKEN_NS;
        }

        @Override
        public void startToken(final MembershipEffect.StartToken effect) {
            for (final NodeId member : installable(effect.ringId())) {
                final Node to = nodes.get(member);
                post(to, out -> {
                    to.fsm.onFirstToken(effect.ringId());
                    to.fsm.onRecoveryComplete(effect.ringId(), nowNs, out);
                });
            }
        }

        /** The members that are in RECOVERY of this ring: all of them, or the second rotation would not have ended. */
        private NodeSet installable(final RingId ringId) {
            return NodeSet.copyOf(nodes.values().stream()
                    .filter(node -> ringId.equals(node.fsm.ringId()))
                    .map(node -> node.self)
                    .toList());
        }

        @Override
        public void install(final MembershipEffect.Install effect) {
            installed = effect.plan();
            tokenLossNs = NEVER;
        }

        @Override
        public void stateEntered(final MembershipEffect.StateEntered effect) {
            lastEntered = effect;
            if (effect.state() == StateName.OPERATIONAL) {
                watchTokenOf(installed.members());
            }
        }

        private void watchTokenOf(final NodeSet members) {
            for (final NodeId member : members) {
                if (!isReachable(self, member)
                        || !nodes.get(member).fsm.ringId().equals(installed.ringId())
                        || nodes.get(member).fsm.stateName() == StateName.GATHER) {
                    tokenLossNs = nowNs + FsmDriver.TOKEN_NS;
                }
            }
        }
    }
}
