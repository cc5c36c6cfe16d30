/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * Identity of a ring: its representative and a sequence number that only grows.
 *
 * <p>Two ring ids are the same ring only if both parts are equal; which of two is younger is decided by {@code seq} alone. Printed
 * as Corosync prints it: representative in decimal, sequence in hexadecimal.
 *
 * <p>Source: paper section 5.
 */
public record RingId(NodeId representative, long seq) {

    /** No cluster counts so far: of two sequences that are further from each other one has lost its count. */
    private static final long FAR = 1L << 62;

    /** Whether the sequence of this ring is younger than {@code otherSeq}. */
    public boolean isYoungerThan(final long otherSeq) {
        return isYounger(seq, otherSeq);
    }

    /**
     * Whether a ring of sequence {@code a} comes after one of sequence {@code b}.
     *
     * <p>Sequences go on over the limit of 64 bits, so of two that are near each other the signed difference decides. Of two that are
     * 2^62 or more apart the higher one is younger, unsigned: the lower one is that of a node which has lost its disk and begins anew.
     */
    public static boolean isYounger(final long a, final long b) {
        final long difference = a - b;
        final boolean isNear = difference < FAR && difference > -FAR;
        return isNear ? difference > 0 : Long.compareUnsigned(a, b) > 0;
    }

    /** The younger of two ring sequences. */
    public static long youngerSeq(final long a, final long b) {
        return isYounger(b, a) ? b : a;
    }

    @Override
    public String toString() {
        return representative + "." + Long.toHexString(seq);
    }
}
