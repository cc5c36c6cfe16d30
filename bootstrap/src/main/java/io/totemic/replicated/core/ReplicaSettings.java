/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

/**
 * What a replica is set to.
 *
 * @param replicas how many there are when all are there; 0 for as many as the tally expects votes
 * @param chunkBytes length of the pieces in which a state goes to who lacks it
 * @param waitingBytesMax most bytes of requests that wait to be sent
 * @param heldBackBytesMax most bytes of commands that wait for a state; with more the replica asks for a newer one
 */
public record ReplicaSettings(int replicas, int chunkBytes, int waitingBytesMax, int heldBackBytesMax) {

    public ReplicaSettings {
        require(replicas >= 0, "replicas", replicas, 0);
        require(chunkBytes >= 1, "chunkBytes", chunkBytes, 1);
        require(waitingBytesMax >= 1, "waitingBytesMax", waitingBytesMax, 1);
        require(heldBackBytesMax >= 1, "heldBackBytesMax", heldBackBytesMax, 1);
    }

    private static void require(final boolean isMet, final String name, final int value, final int least) {
        if (!isMet) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least " + least);
        }
    }
}
