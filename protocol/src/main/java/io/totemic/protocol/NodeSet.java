/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * An immutable set of nodes in ascending order, which is ring order.
 *
 * <p>Own type rather than {@code java.util.Set}, so that iteration has one order on every JVM and so that set algebra reads
 * like the paper.
 */
public final class NodeSet implements Iterable<NodeId> {

    /** The set without nodes. */
    public static final NodeSet EMPTY = new NodeSet(new NodeId[0]);

    private final NodeId[] ascending;

    private NodeSet(final NodeId[] ascending) {
        this.ascending = ascending;
    }

    /** The set of these nodes; duplicates count once. */
    public static NodeSet of(final NodeId... nodes) {
        return copyOf(Arrays.asList(nodes));
    }

    /** The set of these nodes; duplicates count once. */
    public static NodeSet copyOf(final Collection<NodeId> nodes) {
        return nodes.isEmpty()
                ? EMPTY
                : new NodeSet(nodes.stream().sorted().distinct().toArray(NodeId[]::new));
    }

    /** Number of nodes. */
    public int size() {
        return ascending.length;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return ascending.length == 0;
    }

    /** The node at {@code index} in ascending order, 0..size-1. */
    public NodeId get(final int index) {
        return ascending[index];
    }

    /** Place of {@code node} in ascending order, negative if it is not in the set. */
    public int indexOf(final NodeId node) {
        return indexOf(node.value());
    }

    /** Place of the node with that id, as {@link NodeId#value()} has it, in ascending order; negative if it is not in the set. */
    public int indexOf(final int nodeId) {
        int low = 0;
        int high = ascending.length - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            final int order = Integer.compareUnsigned(ascending[middle].value(), nodeId);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1 - low;
    }

    /** Whether the node is in the set; null is in none. */
    public boolean contains(final NodeId node) {
        return node != null && indexOf(node) >= 0;
    }

    /** Whether every node of this set is in {@code other}. */
    public boolean isSubsetOf(final NodeSet other) {
        for (final NodeId node : ascending) {
            if (!other.contains(node)) {
                return false;
            }
        }
        return true;
    }

    /** This set and that node. */
    public NodeSet plus(final NodeId node) {
        return contains(node) ? this : plus(of(node));
    }

    /** The union. */
    public NodeSet plus(final NodeSet other) {
        if (other.isSubsetOf(this)) {
            return this;
        }
        final List<NodeId> union = new ArrayList<>(Arrays.asList(ascending));
        union.addAll(Arrays.asList(other.ascending));
        return copyOf(union);
    }

    /** This set without that node. */
    public NodeSet minus(final NodeId node) {
        return contains(node) ? minus(of(node)) : this;
    }

    /** The difference. */
    public NodeSet minus(final NodeSet other) {
        return select(other, false);
    }

    /** The intersection. */
    public NodeSet and(final NodeSet other) {
        return select(other, true);
    }

    private NodeSet select(final NodeSet other, final boolean contained) {
        final List<NodeId> kept = new ArrayList<>(ascending.length);
        for (final NodeId node : ascending) {
            if (other.contains(node) == contained) {
                kept.add(node);
            }
        }
        return kept.size() == ascending.length ? this : copyOf(kept);
    }

    /**
     * The lowest id, which is the representative of a ring of these nodes.
     *
     * @throws IllegalStateException if the set is empty
     */
    public NodeId lowest() {
        if (ascending.length == 0) {
            throw new IllegalStateException("an empty node set has no lowest node");
        }
        return ascending[0];
    }

    /**
     * The node to which {@code node} passes the token.
     *
     * @throws IllegalArgumentException if the node is not in the set
     */
    public NodeId successorOf(final NodeId node) {
        final int index = indexOf(node);
        if (index < 0) {
            throw new IllegalArgumentException("node " + node + " is not in " + this);
        }
        return ascending[(index + 1) % ascending.length];
    }

    /** The nodes in ascending order, immutable. */
    public List<NodeId> asList() {
        return List.of(ascending);
    }

    @Override
    public Iterator<NodeId> iterator() {
        return asList().iterator();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof NodeSet that && Arrays.equals(ascending, that.ascending);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascending);
    }

    /** The ids separated by blanks, as Corosync logs lists of nodes. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        for (final NodeId node : ascending) {
            text.append(text.isEmpty() ? "" : " ").append(node);
        }
        return text.toString();
    }
}
