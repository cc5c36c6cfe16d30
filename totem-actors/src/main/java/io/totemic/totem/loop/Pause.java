/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

/**
 * A time in which the ring loop should have run and did not: the process was stopped or starved, the JVM collected garbage, or a
 * task took long.
 *
 * @param lengthNs how long
 * @param gcNs how much of it garbage collectors ran, as they say themselves; 0 to {@code lengthNs}
 * @param thresholdNs from which length on it counts: a fifth of the token time-out
 */
public record Pause(long lengthNs, long gcNs, long thresholdNs) {

    /** Whether garbage collection explains it: it took half of the pause or more. */
    public boolean isMostlyGc() {
        return 2 * gcNs >= lengthNs;
    }
}
