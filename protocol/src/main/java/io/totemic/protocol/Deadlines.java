/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import java.util.Arrays;

/**
 * Named timers as data. A core arms and cancels them; whoever owns the time asks for the next one and calls the core when it
 * is due.
 *
 * <p>Expired deadlines fire in declaration order of the enum, whatever their times, so that a run is reproducible.
 *
 * @param <K> the names
 */
@SuppressWarnings("EnumOrdinal") // declaration order is the contract, and the index
public final class Deadlines<K extends Enum<K>> {

    /** What {@link #nextNs()} answers when nothing is armed. */
    public static final long NONE = Long.MAX_VALUE;

    private final K[] names;
    private final long[] dueNs;

    /** With the names of one core, none armed. */
    public Deadlines(final Class<K> type) {
        names = type.getEnumConstants();
        dueNs = new long[names.length];
        Arrays.fill(dueNs, NONE);
    }

    /** Arms {@code name} for {@code atNs}, replacing an earlier time. */
    public void set(final K name, final long atNs) {
        dueNs[name.ordinal()] = atNs;
    }

    /** Disarms {@code name}; no effect if it is not armed. */
    public void cancel(final K name) {
        dueNs[name.ordinal()] = NONE;
    }

    /** Disarms all. */
    public void cancelAll() {
        Arrays.fill(dueNs, NONE);
    }

    /** Whether {@code name} is armed. */
    public boolean isArmed(final K name) {
        return dueNs[name.ordinal()] != NONE;
    }

    /** The earliest armed time in ns, or {@link #NONE}. */
    public long nextNs() {
        long next = NONE;
        for (final long due : dueNs) {
            next = Math.min(next, due);
        }
        return next;
    }

    /** The first expired deadline in declaration order, disarmed; null if none is due at {@code nowNs}. */
    public K pollExpired(final long nowNs) {
        for (int i = 0; i < dueNs.length; i++) {
            if (dueNs[i] <= nowNs && dueNs[i] != NONE) {
                dueNs[i] = NONE;
                return names[i];
            }
        }
        return null;
    }
}
