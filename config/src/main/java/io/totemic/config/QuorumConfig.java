/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * Settings of votequorum.
 *
 * <p>Source: votequorum(5).
 *
 * @param provider {@code corosync_votequorum}; empty if no quorum is wanted
 * @param expectedVotes overrides the sum of the node list; empty if absent or 0
 * @param votes votes of this node if it has no entry in the node list
 * @param twoNode whether one of two nodes alone stays quorate
 * @param waitForAll effective value: follows {@code two_node} when the key is absent
 */
public record QuorumConfig(String provider, OptionalInt expectedVotes, int votes, boolean twoNode, boolean waitForAll) {

    public QuorumConfig {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(expectedVotes, "expectedVotes");
    }
}
