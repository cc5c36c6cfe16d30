/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

/**
 * Counters of the retransmit tracker since the start.
 *
 * @param receivedFrames data frames from the network
 * @param duplicateFrames of these, already there
 * @param droppedFrames of a ring that was sealed or given up
 * @param droppedTokens doubled, of another ring, or unexpected
 * @param retransmittedFrames sent again for others
 * @param requestedFrames asked for
 */
public record TrackerStatus(
        long receivedFrames,
        long duplicateFrames,
        long droppedFrames,
        long droppedTokens,
        long retransmittedFrames,
        long requestedFrames) {}
