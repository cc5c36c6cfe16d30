/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

/**
 * What became of the keys of a cluster.
 *
 * @param switched how often a node came to seal with another key
 * @param dropped how often a node dropped a key
 */
public record KeyCounts(long switched, long dropped) {

    /** Nothing happened. */
    public static final KeyCounts NONE = new KeyCounts(0, 0);

    KeyCounts plus(final KeyCounts other) {
        return new KeyCounts(switched + other.switched, dropped + other.dropped);
    }
}
