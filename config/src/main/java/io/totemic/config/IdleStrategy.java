/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

/** What the transport's threads do when there is nothing to do: latency against processor time. */
public enum IdleStrategy {
    /** Spins, then yields the processor. */
    YIELDING,
    /** Yields a few times, then sleeps until something comes. */
    WAITING,
    /** Spins, yields, then parks for growing spans. */
    BACKOFF,
    /** Parks at once: least processor time, most latency. */
    PARKING,
    /** Never gives up the processor: least latency, one core for each thread. */
    BUSY_SPIN
}
