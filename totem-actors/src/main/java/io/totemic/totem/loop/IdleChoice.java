/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import java.util.Locale;

/**
 * How the ring loop waits when a turn found no work: the trade between latency and processor time.
 *
 * <p>Measured advice stands beside {@code totemic.ring-loop-dispatcher.idle} in {@code reference.conf}.
 */
public enum IdleChoice {
    /** Yields a few times after each turn that found work, then sleeps in the sockets of its link until a frame comes. The default. */
    WAITING,
    /** Yields while there is traffic and for a while after it, then sleeps. */
    YIELDING,
    /** Spins, yields, then parks ever longer, after each turn that found work. */
    BACKOFF,
    /** Parks for the shortest time while there is traffic, ever longer afterwards. */
    PARKING,
    /** Never waits. Only for a machine with a core to give away for each node. */
    BUSY_SPIN;

    /**
     * The choice of a configuration value: {@code yielding}, {@code waiting}, {@code backoff}, {@code parking} or {@code busy_spin}.
     *
     * @throws IllegalArgumentException for any other value
     */
    public static IdleChoice of(final String configValue) {
        for (final IdleChoice choice : values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(configValue)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(
                "idle is " + configValue + ", must be yielding, waiting, backoff, parking or busy_spin");
    }
}
