/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import io.totemic.protocol.TieBreaker;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings of votequorum, as they take effect.
 *
 * <p>Source: votequorum(5).
 *
 * @param provider {@code corosync_votequorum}; empty if no quorum is wanted
 * @param expectedVotes what is written, or else the votes of the nodelist and of a device whose votes are computed
 * @param votes votes of this node if it has no entry in the node list
 * @param twoNode whether one of two nodes alone stays quorate
 * @param waitForAll follows {@code two_node} when the key is absent
 * @param waitForAllAutomatic whether the key is absent
 * @param lastManStanding whether expected votes follow the nodes that are left
 * @param lastManStandingWindowMs how long after others went
 * @param tieBreaker which of two halves goes on
 * @param allowDownscale whether a node that leaves takes its votes out of the expected ones
 * @param expectedVotesTracking whether the most votes ever expected are remembered
 * @param device the quorum device, if one is configured
 */
public record QuorumConfig(
        String provider,
        int expectedVotes,
        int votes,
        boolean twoNode,
        boolean waitForAll,
        boolean waitForAllAutomatic,
        boolean lastManStanding,
        int lastManStandingWindowMs,
        TieBreaker tieBreaker,
        boolean allowDownscale,
        boolean expectedVotesTracking,
        Optional<QuorumDeviceConfig> device) {

    public QuorumConfig {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(tieBreaker, "tieBreaker");
        Objects.requireNonNull(device, "device");
    }
}
