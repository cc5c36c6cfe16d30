/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

/**
 * The limits of the group service of one node.
 *
 * @param creditBytes what its members may have waiting for the token
 * @param backlogOfNodeBytes when more than this waits for members that do not keep up, the sends of the others on this node are
 *     refused
 * @param backlogOfRingBytes when more than this does, the ring is held back; above the former
 * @param stallNs a member that has taken nothing for so long, while something waits for it, is put out of its group
 */
public record CpgSettings(long creditBytes, long backlogOfNodeBytes, long backlogOfRingBytes, long stallNs) {

    /** 4 MiB on their way; 4 and 16 MiB behind; one minute. */
    public static final CpgSettings DEFAULT = new CpgSettings(4L << 20, 4L << 20, 16L << 20, 60_000_000_000L);

    /** Least credit: a message in one piece and its frame must fit, and room is said to be there when a quarter of it is free. */
    private static final long CREDIT_MIN_BYTES = 2L << 20;

    public CpgSettings {
        if (creditBytes < CREDIT_MIN_BYTES) {
            throw new IllegalArgumentException(
                    "creditBytes is " + creditBytes + ", must be at least " + CREDIT_MIN_BYTES);
        }
        if (backlogOfNodeBytes < 0 || stallNs <= 0) {
            throw new IllegalArgumentException("backlogOfNodeBytes is " + backlogOfNodeBytes + " and stallNs " + stallNs
                    + ", must be at least 0 and 1");
        }
        if (backlogOfRingBytes <= backlogOfNodeBytes) {
            throw new IllegalArgumentException("backlogOfRingBytes is " + backlogOfRingBytes
                    + ", must be above backlogOfNodeBytes, " + backlogOfNodeBytes);
        }
    }
}
