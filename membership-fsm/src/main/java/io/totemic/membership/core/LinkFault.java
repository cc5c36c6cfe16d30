/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.NodeId;
import java.util.Comparator;

/**
 * One direction between two nodes in which nothing comes through, though the sender is alive.
 *
 * @param from who is not heard
 * @param to who does not hear it
 * @param heardBy a node that does
 */
public record LinkFault(NodeId from, NodeId to, NodeId heardBy) implements Comparable<LinkFault> {

    private static final Comparator<LinkFault> ORDER =
            Comparator.comparing(LinkFault::from).thenComparing(LinkFault::to).thenComparing(LinkFault::heardBy);

    @Override
    public int compareTo(final LinkFault other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "node " + from + " is heard by node " + heardBy + " but not by node " + to + ": link " + from + " -> "
                + to;
    }
}
