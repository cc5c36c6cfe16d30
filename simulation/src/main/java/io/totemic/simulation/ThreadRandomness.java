/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import java.util.concurrent.ThreadLocalRandom;
import org.agrona.UnsafeApi;

/**
 * Takes {@code ThreadLocalRandom} of one thread from the seed. Pekko draws the numbers of actors from it, these are their hash codes,
 * and they decide in which order those who watch an actor hear of its end.
 */
final class ThreadRandomness {

    private static final long SEED_OFFSET = UnsafeApi.objectFieldOffset(Thread.class, "threadLocalRandomSeed");

    private ThreadRandomness() {}

    /** The random numbers of this thread begin anew. */
    static void seed(final long seed) {
        // So that the thread has begun with a seed of its own, which it else would at the first number.
        ThreadLocalRandom.current();
        UnsafeApi.putLong(Thread.currentThread(), SEED_OFFSET, seed);
    }
}
