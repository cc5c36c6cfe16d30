/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says what is a pause, and how much of one was garbage collection.
 *
 * <p>The collectors' total is read now and then, so that what they did in a pause is what has come since. Called only by the loop.
 */
final class PauseMeter {

    private static final long READING_INTERVAL_NS = 200_000_000L;

    private final LongSupplier collectionTimeMs;
    private long thresholdNs = Long.MAX_VALUE;
    private long knownCollectionMs;
    private long nextReadingNs;

    /** {@code collectionTimeMs} answers what all collectors have taken so far. */
    PauseMeter(final LongSupplier collectionTimeMs) {
        this.collectionTimeMs = collectionTimeMs;
        knownCollectionMs = collectionTimeMs.getAsLong();
    }

    void thresholdNs(final long newThresholdNs) {
        thresholdNs = newThresholdNs;
    }

    boolean isPause(final long lateNs) {
        return lateNs > thresholdNs;
    }

    /** A turn began on time. */
    void onTurn(final long nowNs) {
        if (nowNs - nextReadingNs >= 0) {
            nextReadingNs = nowNs + READING_INTERVAL_NS;
            knownCollectionMs = collectionTimeMs.getAsLong();
        }
    }

    /** The pause of {@code lengthNs} that ends now. */
    Pause end(final long lengthNs) {
        final long collectionMs = collectionTimeMs.getAsLong();
        final long collectedNs = TimeUnit.MILLISECONDS.toNanos(collectionMs - knownCollectionMs);
        knownCollectionMs = collectionMs;
        return new Pause(lengthNs, Math.min(Math.max(0, collectedNs), lengthNs), thresholdNs);
    }
}
