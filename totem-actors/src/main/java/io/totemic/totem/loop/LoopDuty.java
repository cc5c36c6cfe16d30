/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

/**
 * What a ring loop turns besides its mailboxes: the network side of one node.
 *
 * <p>Called only by the loop, in the order of the methods; {@link #wake()} by any thread.
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
     * Step 3: polls own frames handed back from the previous turn, then tokens and control frames.
     *
     * @param limitFrames most frames to take
     * @return frames taken
     */
    int pollTokenAndControl(int limitFrames);

    /** Data frames sent and received so far; the loop stays awake while this grows. */
    long dataFrames();

    /**
     * Instead of a long park: sleeps until a frame can be read, {@link #wake()} is called, or the time is over.
     *
     * @param waitNs at least a millisecond, in ns
     * @return false, at once, if it cannot sleep; the loop then parks
     */
    default boolean sleep(final long waitNs) {
        return false;
    }

    /** Ends a sleep, or the next one if there is none. Called by any thread. */
    default void wake() {}

    /** A turn began later than it should have, or took longer. */
    void onPause(Pause pause);
}
