/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.Hearing;
import io.totemic.protocol.message.MergeDetect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whom this node hears, whom it holds off, and which ring its own could merge with.
 *
 * <p>Differs from Corosync: who was heard while the ring formed and is no member does not fit in, because some link is missing.
 * To try again whenever it calls would break the ring again and again. So it is held off, and while it is, all who are concerned
 * tell whom they hear. Two rings merge when each member of both hears each other member.
 */
final class Connectivity {

    /** What was heard this many intervals ago still counts. */
    private static final int FRESH_INTERVALS = 5;

    /** A link is called faulty when it was found so at so many intervals in succession. */
    private static final int FAULT_INTERVALS = 2 * FRESH_INTERVALS;

    /** Who is held off and shows nothing for so many intervals is not asked about any more. */
    private static final int ASKING_INTERVALS = 10;

    /** Another ring: its id and its members. */
    record Partner(RingId ringId, NodeSet members) {}

    private final NodeId self;
    private final long intervalNs;
    private final long consensusNs;
    private final SortedMap<NodeId, Peer> peers = new TreeMap<>();
    private final SortedMap<LinkFault, Integer> suspects = new TreeMap<>();
    private long gatherBeganNs;
    private Partner partner;

    Connectivity(final MembershipSettings settings) {
        self = settings.self();
        intervalNs = settings.mergeNs();
        consensusNs = settings.consensusNs();
        for (final NodeId node : settings.configured().minus(self)) {
            peers.put(node, new Peer(node));
        }
    }

    /** A JOIN or a merge detect has come from {@code from} itself. */
    void heard(final NodeId from, final long nowNs) {
        if (peers.containsKey(from)) {
            peers.get(from).heard(nowNs);
        }
    }

    /** A data frame of {@code from} has come, perhaps sent again by another. */
    void shown(final NodeId from, final long nowNs) {
        if (peers.containsKey(from)) {
            peers.get(from).sign(nowNs);
        }
    }

    /** A merge detect has come; it may tell whom its sender hears. */
    void told(final MergeDetect message, final long nowNs) {
        heard(message.sender(), nowNs);
        if (message.hearing() != null && peers.containsKey(message.sender())) {
            peers.get(message.sender()).told(message, nowNs);
        }
    }

    /** {@code from} has said that it goes. */
    void left(final NodeId from) {
        if (peers.containsKey(from)) {
            peers.get(from).left();
        }
    }

    /** The node leaves OPERATIONAL, or has started. */
    void gatherBegins(final long nowNs) {
        gatherBeganNs = nowNs;
        suspects.clear();
    }

    /** Whether each of {@code nodes} was heard since GATHER began. */
    boolean areHeard(final NodeSet nodes) {
        for (final NodeId node : nodes) {
            if (!node.equals(self)
                    && !(peers.containsKey(node) && peers.get(node).isHeardSince(gatherBeganNs))) {
                return false;
            }
        }
        return true;
    }

    /**
     * A ring is installed.
     *
     * @param members who is in it
     * @param before who was in the one before
     * @param candidates who was in the running for it
     * @param leavers who has said that it goes
     * @return who was lost so often that nobody is to try it again for a while, and for how long in ns
     */
    SortedMap<NodeId, Long> installed(
            final NodeSet members,
            final NodeSet before,
            final NodeSet candidates,
            final NodeSet leavers,
            final long nowNs) {
        partner = null;
        final SortedMap<NodeId, Long> waiting = new TreeMap<>();
        for (final Peer peer : peers.values()) {
            final NodeId node = peer.node();
            final boolean isHeard = candidates.contains(node) && peer.hasShownSince(gatherBeganNs);
            if (members.contains(node)) {
                peer.included(nowNs);
            } else if (leavers.contains(node)) {
                peer.left();
            } else if (isHeard || before.contains(node)) {
                final long holdNs = peer.excluded(isHeard, consensusNs, nowNs);
                if (holdNs > 0) {
                    waiting.put(node, holdNs);
                }
            }
        }
        return waiting;
    }

    /** Whether a call of {@code node} is to be ignored: it does not fit in as far as we know, or was lost too often. */
    boolean isHeldOff(final NodeId node, final long nowNs) {
        final Peer peer = peers.get(node);
        return peer != null && (peer.isHeldOff() || peer.isWaiting(nowNs));
    }

    /** Whether {@code node} is in the ring that ours wants to merge with. */
    boolean isWanted(final NodeId node) {
        return partner != null && partner.members().contains(node);
    }

    /** Counts a call that was ignored. */
    void ignored(final NodeId node) {
        peers.get(node).ignored();
    }

    /** Whether somebody is held off who is there: then others must know whom we hear, and we whom they hear. */
    boolean isAsking(final long nowNs) {
        for (final Peer peer : peers.values()) {
            if (peer.isHeldOff() && peer.hasShownSince(nowNs - ASKING_INTERVALS * intervalNs)) {
                return true;
            }
        }
        return false;
    }

    /** Whether we are to tell whom we hear: we hold somebody off, or another one does and wants to know. */
    boolean isTelling(final long nowNs) {
        for (final Peer peer : peers.values()) {
            final Hearing hearing = freshOf(peer, nowNs);
            if (hearing != null && hearing.isAsking()) {
                return true;
            }
        }
        return isAsking(nowNs);
    }

    /** Looks for a partner and answers what to tell, as a member of {@code ringId}. */
    Hearing hearing(final RingId ringId, final NodeSet members, final long nowNs) {
        partner = partnerOf(ringId, members, nowNs);
        return new Hearing(members, heardNow(nowNs), partner == null ? null : partner.ringId(), isAsking(nowNs));
    }

    /** The ring to merge with now: all of both rings want it; null if there is none. */
    Partner agreedPartner(final RingId ringId, final NodeSet members, final long nowNs) {
        if (partner == null) {
            return null;
        }
        return allWant(partner.ringId(), members.minus(self), nowNs) && allWant(ringId, partner.members(), nowNs)
                ? partner
                : null;
    }

    private boolean allWant(final RingId wanted, final NodeSet nodes, final long nowNs) {
        for (final NodeId node : nodes) {
            final Hearing hearing = freshOf(peers.get(node), nowNs);
            if (hearing == null || !wanted.equals(hearing.wanted())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The best ring with which ours is fully connected. All members find the same one, and of all pairs of rings one is the
     * best for both of its rings: the larger union, then the lower representatives.
     */
    private Partner partnerOf(final RingId ringId, final NodeSet members, final long nowNs) {
        Partner best = null;
        for (final Peer peer : peers.values()) {
            final Hearing hearing = freshOf(peer, nowNs);
            // Each ring is looked at once, by its representative.
            if (hearing != null
                    && !peer.toldRing().equals(ringId)
                    && peer.toldRing().representative().equals(peer.node())
                    && hearing.members().and(members).isEmpty()
                    && (best == null
                            || hearing.members().size() > best.members().size())
                    && isFullyConnected(ringId, members, peer.toldRing(), hearing.members(), nowNs)) {
                best = new Partner(peer.toldRing(), hearing.members());
            }
        }
        return best;
    }

    private boolean isFullyConnected(
            final RingId ringId,
            final NodeSet members,
            final RingId otherRing,
            final NodeSet others,
            final long nowNs) {
        final NodeSet union = members.plus(others);
        for (final NodeId node : union.minus(self)) {
            final Peer peer = peers.get(node);
            final Hearing hearing = peer == null ? null : freshOf(peer, nowNs);
            final boolean isOther = others.contains(node);
            if (hearing == null
                    || !peer.toldRing().equals(isOther ? otherRing : ringId)
                    || !hearing.members().equals(isOther ? others : members)
                    || !union.minus(node).isSubsetOf(hearing.heard())
                    || (isOther && peer.isWaiting(nowNs))) {
                return false;
            }
        }
        return true;
    }

    /** Links that were found faulty just now, for long enough to be sure. */
    List<LinkFault> newFaults(final long nowNs) {
        final SortedMap<NodeId, NodeSet> heardBy = new TreeMap<>();
        heardBy.put(self, heardNow(nowNs));
        for (final Peer peer : peers.values()) {
            final Hearing hearing = freshOf(peer, nowNs);
            if (hearing != null) {
                heardBy.put(peer.node(), hearing.heard());
            }
        }
        final SortedSet<LinkFault> found = new TreeSet<>();
        for (final NodeId from : peers.keySet()) {
            final NodeId witness = witnessOf(from, heardBy);
            for (final Map.Entry<NodeId, NodeSet> to : heardBy.entrySet()) {
                if (witness != null
                        && !to.getKey().equals(from)
                        && !to.getValue().contains(from)) {
                    found.add(new LinkFault(from, to.getKey(), witness));
                }
            }
        }
        suspects.keySet().retainAll(found);
        final List<LinkFault> sure = new ArrayList<>();
        for (final LinkFault fault : found) {
            if (suspects.merge(fault, 1, Integer::sum) == FAULT_INTERVALS) {
                sure.add(fault);
            }
        }
        return sure;
    }

    private NodeId witnessOf(final NodeId from, final SortedMap<NodeId, NodeSet> heardBy) {
        for (final Map.Entry<NodeId, NodeSet> each : heardBy.entrySet()) {
            if (each.getValue().contains(from)) {
                return each.getKey();
            }
        }
        return null;
    }

    /** Links that are known to be faulty. */
    List<LinkFault> faults() {
        final List<LinkFault> sure = new ArrayList<>();
        suspects.forEach((fault, intervals) -> {
            if (intervals >= FAULT_INTERVALS) {
                sure.add(fault);
            }
        });
        return Collections.unmodifiableList(sure);
    }

    List<PeerStatus> status() {
        return peers.values().stream().map(Peer::status).toList();
    }

    private NodeSet heardNow(final long nowNs) {
        final List<NodeId> heard = new ArrayList<>();
        for (final Peer peer : peers.values()) {
            if (peer.isHeardSince(nowNs - FRESH_INTERVALS * intervalNs)) {
                heard.add(peer.node());
            }
        }
        return NodeSet.copyOf(heard);
    }

    private Hearing freshOf(final Peer peer, final long nowNs) {
        return peer.toldSince(nowNs - FRESH_INTERVALS * intervalNs);
    }
}
