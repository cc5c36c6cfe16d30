/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.protocol.NodeId;
import java.util.SortedMap;

/**
 * Counters of the retransmit tracker since the start.
 *
 * @param receivedFrames data frames from the network
 * @param duplicateFrames of these, already there
 * @param droppedFrames of a ring that was sealed or given up
 * @param forgedFrames of these, in the name of a node that cannot have numbered them
 * @param droppedTokens doubled, of another ring, or unexpected
 * @param retransmittedFrames sent again for others
 * @param requestedFrames asked for
 * @param timesSlow how often each node was found to hold the ring up, seen from here; those that never were are not in it
 */
public record TrackerStatus(
        long receivedFrames,
        long duplicateFrames,
        long droppedFrames,
        long forgedFrames,
        long droppedTokens,
        long retransmittedFrames,
        long requestedFrames,
        SortedMap<NodeId, Long> timesSlow) {}
