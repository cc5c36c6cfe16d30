/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

/**
 * What a ring loop turns besides its mailboxes: the network side of one node.
 *
 * <p>Called only by the loop, in the order of the methods.
 */
public interface LoopDuty {

    /** Step 1: drives the media driver and the client, and offers again what was refused. Answers the work done. */
    int drive();

    /**
     * Step 2: polls the data streams once.
     *
     * @param limitFrames most frames to take
     * @return frames taken
     */
    int pollData(int limitFrames);

    /**
     * Step 3: polls own frames handed back from the previous turn, then the token and control streams.
     *
     * @param limitFrames most frames to take
     * @return frames taken
     */
    int pollTokenAndControl(int limitFrames);

    /** Data frames sent and received so far; the loop stays awake while this grows. */
    long dataFrames();

    /**
     * A turn began later than it should have: the process was stopped, or starved.
     *
     * @param pauseNs how much later
     */
    void onPause(long pauseNs);
}
