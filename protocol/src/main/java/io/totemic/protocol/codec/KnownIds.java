/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;

/**
 * The ids that nearly all messages and tokens name, so that a frame that is read needs no objects for them: those of the nodelist,
 * and that of the ring which was named last.
 *
 * <p>Not thread-safe.
 */
public final class KnownIds {

    private final NodeSet nodes;
    private RingId lastRing;

    /** For a reader of frames of {@code nodes}; others may come too. */
    public KnownIds(final NodeSet nodes) {
        this.nodes = nodes;
    }

    NodeId node(final int value) {
        final int index = nodes.indexOf(value);
        return index < 0 ? new NodeId(value) : nodes.get(index);
    }

    RingId ring(final int representative, final long seq) {
        if (lastRing == null || lastRing.representative().value() != representative || lastRing.seq() != seq) {
            lastRing = new RingId(node(representative), seq);
        }
        return lastRing;
    }
}
