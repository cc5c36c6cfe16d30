/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * Identity of a ring: its representative and a sequence number that only grows.
 *
 * <p>Two ring ids are the same ring only if both parts are equal; which of two is younger is decided by {@code seq} alone,
 * as an unsigned 64-bit number. Printed as Corosync prints it: representative in decimal, sequence in hexadecimal.
 *
 * <p>Source: paper section 5.
 */
public record RingId(NodeId representative, long seq) {

    /** Whether the sequence of this ring is higher than {@code otherSeq}, unsigned. */
    public boolean isYoungerThan(final long otherSeq) {
        return Long.compareUnsigned(seq, otherSeq) > 0;
    }

    /** The higher of two ring sequences, unsigned. */
    public static long maxSeq(final long a, final long b) {
        return Long.compareUnsigned(a, b) >= 0 ? a : b;
    }

    @Override
    public String toString() {
        return representative + "." + Long.toHexString(seq);
    }
}
