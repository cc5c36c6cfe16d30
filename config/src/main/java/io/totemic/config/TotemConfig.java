/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Map;
import java.util.Objects;

/**
 * Effective settings of the Totem protocol: what is not written is the default or derived.
 *
 * <p>Source: corosync.conf(5), totem. {@code docs/configuration.md} has defaults, ranges and effects.
 *
 * @param version always 2
 * @param clusterName name of the cluster; empty if unset
 * @param configuredTokenMs {@code token} as written or its default, before the coefficient
 * @param tokenCoefficientMs added to the token timeout for each node beyond the second
 * @param tokenMs effective token timeout
 * @param tokenWarningPercent share of the token timeout after which a late token is logged; 0 = never
 * @param tokenRetransmitsBeforeLoss times a token is sent again before it counts as lost
 * @param tokenRetransmitMs time after which a token is sent again
 * @param holdMs time for which the token of an idle ring is held
 * @param joinMs interval of JOIN while consensus is sought
 * @param sendJoinMs upper bound of the random delay before a JOIN
 * @param consensusMs time to reach consensus before a new round of GATHER
 * @param mergeMs idle time before merge detection
 * @param failRecvConst token visits without progress, though messages were expected, before a node counts as failed
 * @param seqnoUnchangedConst rotations without messages before the token is held
 * @param heartbeatFailuresAllowed heartbeats that may be missed; 0 = no heartbeat
 * @param maxNetworkDelayMs delay of the network that the heartbeat allows for
 * @param heartbeatMs time after which a token that this node passed on counts as lost; 0 = no heartbeat
 * @param windowSizeMessages messages of the whole ring in one rotation
 * @param maxMessages messages of one node in one token visit
 * @param acceleratedWindowMessages messages of a visit that leave behind the token
 * @param missCountConst token visits before a missing message is requested again
 * @param netmtuBytes budget of one frame
 * @param cancelTokenHoldOnRetransmit whether a requested retransmission ends the hold
 * @param mcastPort UDP port of link 0
 */
public record TotemConfig(
        int version,
        String clusterName,
        int configuredTokenMs,
        int tokenCoefficientMs,
        int tokenMs,
        int tokenWarningPercent,
        int tokenRetransmitsBeforeLoss,
        int tokenRetransmitMs,
        int holdMs,
        int joinMs,
        int sendJoinMs,
        int consensusMs,
        int mergeMs,
        int failRecvConst,
        int seqnoUnchangedConst,
        int heartbeatFailuresAllowed,
        int maxNetworkDelayMs,
        int heartbeatMs,
        int windowSizeMessages,
        int maxMessages,
        int acceleratedWindowMessages,
        int missCountConst,
        int netmtuBytes,
        boolean cancelTokenHoldOnRetransmit,
        int mcastPort) {

    public TotemConfig {
        Objects.requireNonNull(clusterName, "clusterName");
        require(tokenMs >= TotemSection.MINIMUM_TIMER_MS, "tokenMs", tokenMs);
        require(tokenRetransmitMs >= TotemSection.MINIMUM_TIMER_MS, "tokenRetransmitMs", tokenRetransmitMs);
        require(holdMs < tokenMs, "holdMs", holdMs);
        require(heartbeatMs < tokenMs, "heartbeatMs", heartbeatMs);
        require(consensusMs >= joinMs, "consensusMs", consensusMs);
        require(windowSizeMessages >= 1, "windowSizeMessages", windowSizeMessages);
        require(maxMessages >= 1, "maxMessages", maxMessages);
    }

    /**
     * The settings of an empty section totem.
     *
     * @param nodeCount nodes of the ring, at least 1; decides about the effective token timeout
     * @throws IllegalArgumentException if the count is below 1 or so large that the token timeout leaves its range
     */
    public static TotemConfig defaults(final int nodeCount) {
        if (nodeCount < 1 || nodeCount > 1_000_000) {
            throw new IllegalArgumentException("nodeCount is " + nodeCount + ", must be 1..1000000");
        }
        final Findings findings = new Findings("defaults");
        return new TotemSection(
                        findings, SectionValues.empty("totem"), SectionValues.empty("totem.interface"), nodeCount)
                .build();
    }

    /**
     * The effective values under the names of Corosync's runtime keys, {@code runtime.config.totem.*}; times in ms, token_warning
     * in percent, yes as 1. {@code accelerated_window} and {@code heartbeat} are ours.
     *
     * @return unmodifiable, in the order in which they are listed
     */
    public Map<String, Long> runtimeKeys() {
        return RuntimeKeys.of(this);
    }

    private static void require(final boolean holds, final String name, final int value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", which breaks its rule");
        }
    }
}
