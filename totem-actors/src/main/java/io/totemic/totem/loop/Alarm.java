/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

/** One moment at which the loop wakes one actor. */
public interface Alarm {

    /**
     * Sets or moves the moment; goes off once.
     *
     * @param dueNs on the clock of {@link RingTime#nowNs()}; {@code Deadlines.NONE} disarms
     */
    void set(long dueNs);
}
