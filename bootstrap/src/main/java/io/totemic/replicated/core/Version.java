/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupMember;
import java.util.Comparator;

/**
 * Which state a replica has. Replicas that meet again have been apart: of their versions the greatest is the one that the last
 * quorum went on from, or lies behind it on the same way.
 *
 * @param life sequence of the ring on which the state machine began, or began again after too many had forgotten
 * @param epoch sequence of the last ring on which this state was in force; 0 if it never was
 * @param index how many entries were applied in this life
 * @param lineage digest of which ones these were: tells two states apart that have equally many
 */
public record Version(long life, long epoch, long index, long lineage) implements Comparable<Version> {

    /** What a replica begins with: it does not even know that there was nothing. */
    public static final Version UNKNOWN = new Version(0, 0, 0, 0);

    /** Bytes of its encoding. */
    static final int BYTES = 4 * Long.BYTES;

    private static final Comparator<Version> RECENT_LAST = Comparator.comparing(Version::isKnown)
            .thenComparing((a, b) -> compareEpochs(a.epoch, b.epoch))
            .thenComparing(Version::index, Long::compareUnsigned)
            .thenComparingLong(Version::lineage)
            .thenComparingLong(Version::life);

    private static int compareEpochs(final long a, final long b) {
        if (a == b) {
            return 0;
        }
        return RingId.isYounger(a, b) ? 1 : -1;
    }

    /** Whether there was a state at all. */
    public boolean isKnown() {
        return epoch != 0;
    }

    /** The same state, in force on that ring. */
    Version inForceOn(final long ringSeq) {
        return new Version(life, ringSeq, index, lineage);
    }

    /** The same state, as the begin of a life. */
    Version inNewLife(final long ringSeq) {
        return new Version(ringSeq, ringSeq, index, lineage);
    }

    /** With one more entry applied, the one that {@code sender} has numbered so. */
    Version after(final GroupMember sender, final long request) {
        long digest = mix(lineage ^ epoch);
        digest = mix(digest ^ sender.node().unsigned());
        digest = mix(digest ^ sender.number());
        return new Version(life, epoch, index + 1, mix(digest ^ request));
    }

    /** Source: Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, the finaliser. */
    private static long mix(final long value) {
        long mixed = value + 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }

    @Override
    public int compareTo(final Version other) {
        return RECENT_LAST.compare(this, other);
    }

    @Override
    public String toString() {
        return isKnown()
                ? Long.toHexString(life) + "/" + Long.toHexString(epoch) + "/" + Long.toUnsignedString(index)
                : "unknown";
    }
}
