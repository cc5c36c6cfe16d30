/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

import io.totemic.protocol.NodeId;

/**
 * A member of a group: the node it is on and a number that no other member of that node has had since the node started.
 *
 * <p>Ordered by node, then by number, so that lists of members are the same everywhere.
 */
public record GroupMember(NodeId node, int number) implements Comparable<GroupMember> {

    @Override
    public int compareTo(final GroupMember other) {
        final int byNode = node.compareTo(other.node);
        return byNode == 0 ? Integer.compareUnsigned(number, other.number) : byNode;
    }

    @Override
    public String toString() {
        return node + "/" + Integer.toUnsignedString(number);
    }
}
