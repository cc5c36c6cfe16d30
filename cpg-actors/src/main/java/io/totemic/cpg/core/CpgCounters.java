/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

/**
 * What the group service of one node has counted.
 *
 * @param localMembers members on this node
 * @param backlogBytes what waits for those of them that do not keep up
 * @param holdBacks how often the ring was held back for them
 * @param isRingHeldBack whether it is now
 * @param putOut members that were put out of their group because they took nothing
 * @param tornChains large messages that began again because somebody joined in the middle, and those of others
 * @param brokenChains large messages that were not what they said
 * @param droppedMessages messages that nobody of ours can have sent
 */
public record CpgCounters(
        int localMembers,
        long backlogBytes,
        long holdBacks,
        boolean isRingHeldBack,
        long putOut,
        long tornChains,
        long brokenChains,
        long droppedMessages) {}
