/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

/**
 * Time as the protocol actors of one node see it: real on the ring loop, virtual in the simulator.
 *
 * <p>Called only by actors that run on the loop.
 */
public interface RingTime {

    /** Nanoseconds since some moment before the loop began; never negative, never goes back. */
    long nowNs();

    /**
     * A new alarm, not set.
     *
     * @param onDue run on the loop, in its deadline step, when the time set has come; should do no more than tell an actor
     */
    Alarm alarm(Runnable onDue);
}
