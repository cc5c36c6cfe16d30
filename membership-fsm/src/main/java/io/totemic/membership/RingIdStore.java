/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import java.util.function.Consumer;

/**
 * Keeps a sequence that is not older than the youngest ring across restarts, so that no ring id is used twice.
 *
 * <p>Called only on the ring loop.
 */
public interface RingIdStore {

    /**
     * The sequence stored last, 0 if there is none or it cannot be read as one. Called once, before the node starts.
     *
     * @throws java.io.UncheckedIOException if it is there and cannot be read
     */
    long load();

    /**
     * Stores {@code seq}; it stands on disk when {@code onDone} is called.
     *
     * @param seq of a ring that may come, younger than all stored before
     * @param onDone called with null, or with what went wrong; on any thread, must only tell an actor
     */
    void persist(long seq, Consumer<Throwable> onDone);
}
