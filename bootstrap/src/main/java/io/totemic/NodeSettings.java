/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.config.ClusterConfig;
import io.totemic.config.NodeConfig;
import io.totemic.config.QuorumConfig;
import io.totemic.config.TotemConfig;
import io.totemic.cpg.core.CpgSettings;
import io.totemic.membership.core.MembershipSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameLayout;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import io.totemic.protocol.crypto.KeyRing;
import io.totemic.protocol.message.KeyState;
import io.totemic.quorum.core.DeviceSettings;
import io.totemic.quorum.core.TallyModes;
import io.totemic.quorum.core.VoteQuorumSettings;
import io.totemic.totem.core.TotemSettings;
import io.totemic.totem.keys.core.KeyAgreement;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What each room of one node is set to, taken from the configuration of the cluster.
 *
 * @param self this node
 * @param configured the nodelist, in the order of the file
 * @param clusterId stands in each frame, so that clusters do not mix
 * @param protection what frames are encrypted with; empty if they travel in the clear
 * @param membership of the membership protocol
 * @param totem of ordering
 * @param quorum of the tally
 * @param groups of the group service
 */
public record NodeSettings(
        NodeConfig self,
        List<NodeConfig> configured,
        long clusterId,
        Optional<Protection> protection,
        MembershipSettings membership,
        TotemSettings totem,
        VoteQuorumSettings quorum,
        CpgSettings groups) {

    /**
     * What frames are encrypted with.
     *
     * @param keys that of the cluster; and the one that is to take its place, if there is one
     * @param stored how far the change from one to the other was when the node last ran
     * @param suite how
     * @param model by whose ciphers
     */
    public record Protection(List<ClusterKey> keys, KeyState stored, CipherSuite suite, CryptoModel model) {

        public Protection {
            keys = List.copyOf(keys);
        }

        /** With one key, which nothing is known of. */
        public Protection(final ClusterKey key, final CipherSuite suite, final CryptoModel model) {
            this(List.of(key), KeyState.NONE, suite, model);
        }
    }

    /** Longest frame on the token and control streams, which Aeron may split: a commit token of 384 nodes, enveloped. */
    private static final int LONGEST_SPLIT_FRAME_BYTES = 16 * 1024;

    /**
     * The settings of node {@code self}, whose frames travel in the clear.
     *
     * @param maxFrameBytes longest data frame that the link carries, envelope included
     * @throws IllegalArgumentException if the node is not in the nodelist
     */
    public static NodeSettings of(final ClusterConfig config, final NodeId self, final int maxFrameBytes) {
        final NodeConfig node = config.nodeList()
                .find(self)
                .orElseThrow(() -> new IllegalArgumentException("node " + self + " is not in the nodelist "
                        + config.nodeList().nodeIds()));
        final TotemConfig totem = config.totem();
        final long tokenNs = nanos(totem.tokenMs());
        return new NodeSettings(
                node,
                config.nodeList().nodes(),
                EnvelopeCodec.clusterId(totem.clusterName()),
                Optional.empty(),
                new MembershipSettings(
                        self,
                        NodeSet.copyOf(config.nodeList().nodeIds()),
                        tokenNs,
                        nanos(totem.tokenRetransmitMs()),
                        nanos(totem.joinMs()),
                        nanos(totem.sendJoinMs()),
                        nanos(totem.consensusMs()),
                        nanos(totem.mergeMs())),
                new TotemSettings(
                        self,
                        tokenNs,
                        tokenNs / 100 * totem.tokenWarningPercent(),
                        nanos(totem.tokenRetransmitMs()),
                        nanos(totem.heartbeatMs()),
                        nanos(totem.holdMs()),
                        nanos(totem.mergeMs()),
                        totem.windowSizeMessages(),
                        totem.maxMessages(),
                        totem.missCountConst(),
                        totem.failRecvConst(),
                        totem.seqnoUnchangedConst(),
                        totem.cancelTokenHoldOnRetransmit(),
                        totem.acceleratedWindowMessages(),
                        0,
                        // In recovery a whole frame stands inside another.
                        maxFrameBytes - EnvelopeCodec.OVERHEAD - 2 * FrameLayout.MCAST_HEADER_LENGTH,
                        WindowRule.of(totem.maxMessages(), maxFrameBytes).visitBytes()),
                quorumSettings(config, self),
                CpgSettings.DEFAULT);
    }

    /** What votequorum of {@code self} is set to; also what it is given when the configuration was read again. */
    public static VoteQuorumSettings quorumSettings(final ClusterConfig config, final NodeId self) {
        final QuorumConfig quorum = config.quorum();
        final TreeMap<NodeId, Integer> votes = new TreeMap<>();
        config.nodeList().nodes().forEach(node -> votes.put(node.nodeId(), node.quorumVotes()));
        return new VoteQuorumSettings(
                self,
                !quorum.provider().isEmpty(),
                votes,
                quorum.expectedVotes(),
                new TallyModes(
                        quorum.twoNode(),
                        quorum.waitForAll(),
                        quorum.lastManStanding(),
                        quorum.tieBreaker(),
                        quorum.allowDownscale(),
                        quorum.expectedVotesTracking()),
                quorum.waitForAllAutomatic(),
                nanos(quorum.lastManStandingWindowMs()),
                quorum.device()
                        .map(device -> new DeviceSettings(
                                device.votes(), nanos(device.timeoutMs()), nanos(device.syncTimeoutMs()))),
                0);
    }

    /** The keys that this node seals and opens with, new for each node; empty if frames travel in the clear. */
    Optional<KeyRing> keyRing() {
        return protection.map(with -> {
            final List<Integer> live = KeyAgreement.liveAtStart(
                    with.keys().stream().map(ClusterKey::keyId).toList(), with.stored());
            return new KeyRing(
                    self.nodeId().value(),
                    with.keys().stream()
                            .filter(key -> live.contains(key.keyId()))
                            .toList(),
                    with.suite(),
                    with.model(),
                    longestFrameBytes());
        });
    }

    /** What this node seals and opens with. */
    EnvelopeCodec envelopes(final Optional<KeyRing> keys) {
        return keys.map(ring -> new EnvelopeCodec(clusterId, longestFrameBytes(), ring))
                .orElseGet(() -> new EnvelopeCodec(clusterId, longestFrameBytes()));
    }

    /** Longest frame of any stream, envelope included: with a large {@code netmtu} a data frame is. */
    int longestFrameBytes() {
        return Math.max(
                LONGEST_SPLIT_FRAME_BYTES,
                totem.maxPayloadBytes() + EnvelopeCodec.OVERHEAD + 2 * FrameLayout.MCAST_HEADER_LENGTH);
    }

    /** These, with frames encrypted so. */
    public NodeSettings with(final Protection newProtection) {
        return new NodeSettings(
                self, configured, clusterId, Optional.of(newProtection), membership, totem, quorum, groups);
    }

    /** These, with another setting of ordering. */
    public NodeSettings with(final TotemSettings newTotem) {
        return new NodeSettings(self, configured, clusterId, protection, membership, newTotem, quorum, groups);
    }

    /** These, with another setting of the group service. */
    public NodeSettings with(final CpgSettings newGroups) {
        return new NodeSettings(self, configured, clusterId, protection, membership, totem, quorum, newGroups);
    }

    private static long nanos(final int millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
