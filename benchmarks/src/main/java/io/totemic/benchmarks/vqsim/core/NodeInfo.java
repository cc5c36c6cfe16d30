/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

/**
 * What a node announces about itself, or about the quorum device.
 *
 * @param nodeId whom it is about; 0 is the device
 * @param votes its votes
 * @param expectedVotes the expected votes of the sender; 0 for the device
 * @param flags bits: 1 quorate, 2 leaving, 4 waits for all, 8 was never with others, 16 to 128 about the device
 */
public record NodeInfo(int nodeId, int votes, int expectedVotes, int flags) {

    /** The bit of a quorate node. */
    public static final int QUORATE = 1;

    @Override
    public String toString() {
        return "node " + nodeId + " votes " + votes + " expected " + expectedVotes + " flags " + flags;
    }
}
