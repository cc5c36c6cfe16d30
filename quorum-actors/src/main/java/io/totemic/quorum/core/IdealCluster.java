/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * votequorum of several nodes on a network on which nothing takes time and nothing is lost: who is connected is at once a configuration, and
 * what is said in it is heard at once by all its members. To compare with other implementations, and to try out configurations.
 *
 * <p>Not thread-safe.
 */
public final class IdealCluster {

    private static final class Node implements QuorumEffect.Handler {
        private final IdealCluster cluster;
        private final NodeId id;
        private final RingTally tally;
        private final Effects<QuorumEffect> effects = new Effects<>();
        private NodeSet configuration = NodeSet.EMPTY;
        private RingId ringId;
        private byte[] contribution;
        private VoteChange answer;

        private Node(final IdealCluster cluster, final VoteQuorumSettings settings) {
            this.cluster = cluster;
            id = settings.self();
            tally = new RingTally(settings);
        }

        private void apply() {
            effects.drainTo(effect -> effect.applyTo(this));
        }

        @Override
        public void contribute(final QuorumEffect.Contribute effect) {
            contribution = effect.contribution();
        }

        @Override
        public void submit(final QuorumEffect.Submit effect) {
            cluster.said.addLast(new SaidMessage(id, effect.message()));
        }

        @Override
        public void publish(final QuorumEffect.Publish effect) {}

        @Override
        public void reach(final QuorumEffect.Reach effect) {}

        @Override
        public void answer(final QuorumEffect.Answer effect) {
            answer = effect.result();
        }

        @Override
        public void track(final QuorumEffect.Track effect) {
            cluster.tracked.put(id, effect.votes());
        }
    }

    private final TreeMap<NodeId, VoteQuorumSettings> settings = new TreeMap<>();
    private final TreeMap<NodeId, Node> up = new TreeMap<>();
    private final TreeMap<NodeId, Integer> tracked = new TreeMap<>();
    private final Deque<SaidMessage> said = new ArrayDeque<>();
    private List<NodeSet> parts;
    private long ringSeq;
    private long nowNs;
    private int lastTicket;

    /** All nodes are down, and connected. */
    public IdealCluster(final SortedMap<NodeId, VoteQuorumSettings> settings) {
        this.settings.putAll(settings);
        parts = List.of(NodeSet.copyOf(settings.keySet()));
    }

    /** The node starts with what it has on disk; it is connected with the others of its part. */
    public void start(final NodeId node) {
        up.put(node, new Node(this, settings.get(node).tracking(tracked.getOrDefault(node, 0))));
        configure();
    }

    /** The nodes start at once. */
    public void start(final NodeSet nodes) {
        for (final NodeId node : nodes) {
            up.put(node, new Node(this, settings.get(node).tracking(tracked.getOrDefault(node, 0))));
        }
        configure();
    }

    /** The node dies without a word. */
    public void crash(final NodeId node) {
        up.remove(node);
        configure();
    }

    /** The node leaves in good order. */
    public void leave(final NodeId node) {
        final Node leaving = up.get(node);
        if (leaving != null) {
            leaving.tally.onLeave(leaving.effects);
            leaving.apply();
            deliver();
            crash(node);
        }
    }

    /** The network falls into these parts; a node in none of them is alone. */
    public void partition(final List<NodeSet> newParts) {
        parts = List.copyOf(newParts);
        configure();
    }

    /** An operator of {@code node} asks for a change; answers what became of it. */
    public VoteChange request(
            final NodeId node, final QuorumMessage.Parameter parameter, final NodeId of, final int value) {
        final Node asked = up.get(node);
        asked.answer = null;
        asked.tally.onRequest(parameter, of, value, ++lastTicket, asked.effects);
        asked.apply();
        deliver();
        return asked.answer;
    }

    /** Operators of several nodes ask before any of them is heard; answers what became of it, for each. */
    List<VoteChange> requestTogether(
            final List<NodeId> asked,
            final QuorumMessage.Parameter parameter,
            final List<NodeId> of,
            final List<Integer> values) {
        for (int i = 0; i < asked.size(); i++) {
            final Node node = up.get(asked.get(i));
            node.tally.onRequest(parameter, of.get(i), values.get(i), ++lastTicket, node.effects);
            node.apply();
        }
        deliver();
        return asked.stream().map(node -> up.get(node).answer).toList();
    }

    /** The configuration of a node is read again; answers why it cannot be followed, null if it is. */
    public String reload(final VoteQuorumSettings changed) {
        settings.put(changed.self(), changed);
        final Node node = up.get(changed.self());
        final String refusal = node.tally.onSettings(changed, node.effects);
        node.apply();
        deliver();
        return refusal;
    }

    /** A device registers on the node; answers what forbids it, null if nothing does. */
    public String registerDevice(final NodeId node, final String name) {
        final Node at = up.get(node);
        final String refusal = at.tally.onDeviceRegistered(name, at.effects);
        at.apply();
        deliver();
        return refusal;
    }

    /** The device of the node polls; answers what forbids it, null if nothing does. */
    public String pollDevice(final NodeId node, final String name, final boolean isCast) {
        final Node at = up.get(node);
        final String refusal = at.tally.onDevicePolled(name, isCast, at.ringId, nowNs, at.effects);
        at.apply();
        synchroniseWhenComplete(at.configuration);
        deliver();
        return refusal;
    }

    /** So much time passes. */
    public void advance(final long ns) {
        final long untilNs = nowNs + ns;
        for (long nextNs = nextDeadlineNs(); nextNs <= untilNs; nextNs = nextDeadlineNs()) {
            nowNs = Math.max(nowNs, nextNs);
            for (final Node node : List.copyOf(up.values())) {
                if (node.tally.deadlineNs() <= nowNs) {
                    node.tally.onTime(nowNs, node.effects);
                    node.apply();
                    synchroniseWhenComplete(node.configuration);
                }
            }
            deliver();
        }
        nowNs = untilNs;
    }

    private long nextDeadlineNs() {
        return up.values().stream()
                .mapToLong(node -> node.tally.deadlineNs())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** What the node says; pending while its configuration waits for a device. */
    public QuorumStatus status(final NodeId node) {
        return up.get(node).tally.status();
    }

    /** The verdict on that node. */
    public QuorumVerdict verdict(final NodeId node) {
        return status(node).verdict();
    }

    /** See {@link RingTally#suppose}. */
    public List<HypotheticalPart> suppose(final NodeId node, final List<NodeSet> supposed) {
        return up.get(node).tally.suppose(supposed);
    }

    /** Who is up. */
    public NodeSet up() {
        return NodeSet.copyOf(up.keySet());
    }

    private void configure() {
        final List<NodeSet> connected = new ArrayList<>();
        NodeSet placed = NodeSet.EMPTY;
        for (final NodeSet part : parts) {
            connected.add(part.and(up()));
            placed = placed.plus(part);
        }
        up().minus(placed).forEach(alone -> connected.add(NodeSet.of(alone)));
        for (final NodeSet members : connected) {
            if (!members.isEmpty() && isNew(members)) {
                begin(members);
            }
        }
        deliver();
    }

    private boolean isNew(final NodeSet members) {
        for (final NodeId member : members) {
            if (!up.get(member).configuration.equals(members)) {
                return true;
            }
        }
        return false;
    }

    private void begin(final NodeSet members) {
        ringSeq += 4;
        final RingId ringId = new RingId(members.lowest(), ringSeq);
        for (final NodeId member : members) {
            final Node node = up.get(member);
            node.contribution = null;
            node.tally.onSuspended(node.effects);
            node.tally.onConfiguration(
                    new RegularConfiguration(ringId, members, members.minus(node.configuration)), nowNs, node.effects);
            node.configuration = members;
            node.ringId = ringId;
            node.apply();
        }
        synchroniseWhenComplete(members);
    }

    private void synchroniseWhenComplete(final NodeSet members) {
        final TreeMap<NodeId, byte[]> contributions = new TreeMap<>();
        for (final NodeId member : members) {
            final Node node = up.get(member);
            if (node == null || node.contribution == null) {
                return;
            }
            contributions.put(member, node.contribution);
        }
        for (final NodeId member : members) {
            final Node node = up.get(member);
            node.contribution = null;
            node.tally.onSynchronised(contributions, node.effects);
            node.apply();
        }
    }

    private void deliver() {
        while (!said.isEmpty()) {
            final SaidMessage message = said.pollFirst();
            final Node sender = up.get(message.sender());
            if (sender != null) {
                for (final NodeId member : sender.configuration) {
                    final Node hearing = up.get(member);
                    if (hearing != null) {
                        hearing.tally.onMessages(List.of(message), hearing.effects);
                        hearing.apply();
                    }
                }
            }
        }
    }
}
