/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The token that forms a ring: in its first rotation each member writes down where it comes from, in its second each learns
 * what all have written.
 *
 * @param sender who forwarded it last
 * @param tokenSeq sends so far
 * @param ringId the ring to be formed
 * @param memberIndex entries filled, 0..members.size()
 * @param members the members, ascending
 * @param entries one for each member, null where not yet filled
 */
public record CommitToken(
        NodeId sender, int tokenSeq, RingId ringId, int memberIndex, NodeSet members, List<MemberEntry> entries)
        implements TotemMessage {

    public CommitToken {
        entries = Collections.unmodifiableList(new ArrayList<>(entries));
    }

    /**
     * Where one member comes from.
     *
     * @param oldRingId last installed ring
     * @param aru all received up to, on that ring
     * @param highDelivered last delivered, on that ring
     * @param isAllReceived whether nothing is to be recovered for that member
     */
    public record MemberEntry(RingId oldRingId, int aru, int highDelivered, boolean isAllReceived) {}

    /** A fresh one: nothing filled. */
    public static CommitToken create(final NodeId representative, final long ringSeq, final NodeSet members) {
        return new CommitToken(
                representative,
                0,
                new RingId(representative, ringSeq),
                0,
                members,
                Collections.nCopies(members.size(), null));
    }

    /** Whether the first rotation is over. */
    public boolean isFilled() {
        return memberIndex == members.size();
    }

    /** The same, as {@code node} sends it on. */
    public CommitToken forwardedBy(final NodeId node) {
        return new CommitToken(node, tokenSeq + 1, ringId, memberIndex, members, entries);
    }

    /** The same with these entries and the next index. */
    public CommitToken filled(final List<MemberEntry> newEntries) {
        return new CommitToken(sender, tokenSeq, ringId, memberIndex + 1, members, newEntries);
    }
}
