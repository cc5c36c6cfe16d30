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

    public CpgSettings {
        if (backlogOfRingBytes <= backlogOfNodeBytes) {
            throw new IllegalArgumentException("backlogOfRingBytes is " + backlogOfRingBytes
                    + ", must be above backlogOfNodeBytes, " + backlogOfNodeBytes);
        }
    }
}
