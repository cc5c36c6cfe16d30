/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.protocol.RingId;
import java.util.function.Consumer;

/**
 * Keeps the sequence of the youngest ring across restarts, so that no ring id is used twice.
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
     * Stores the sequence of {@code ringId}; it stands on disk when {@code onDone} is called.
     *
     * @param onDone called with null, or with what went wrong; on any thread, must only tell an actor
     */
    void persist(RingId ringId, Consumer<Throwable> onDone);
}
