/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * Identity of a node: an unsigned 32-bit number other than 0, which on the wire means "none".
 *
 * <p>Order is unsigned; the lowest id of a ring is its representative and the ring runs in ascending order.
 *
 * <p>Source: corosync.conf(5), nodelist.node.nodeid.
 */
public record NodeId(int value) implements Comparable<NodeId> {

    /** Largest id as an unsigned number. */
    public static final long MAX = 0xFFFF_FFFFL;

    public NodeId {
        if (value == 0) {
            throw new IllegalArgumentException("node id is 0, must be 1.." + MAX);
        }
    }

    /**
     * The node id of an unsigned number.
     *
     * @param unsigned 1..4294967295
     * @throws IllegalArgumentException outside that range
     */
    public static NodeId of(final long unsigned) {
        if (unsigned < 1 || unsigned > MAX) {
            throw new IllegalArgumentException("node id is " + unsigned + ", must be 1.." + MAX);
        }
        return new NodeId((int) unsigned);
    }

    /** The id as an unsigned number, 1..4294967295. */
    public long unsigned() {
        return Integer.toUnsignedLong(value);
    }

    @Override
    public int compareTo(final NodeId other) {
        return Integer.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(value);
    }
}
