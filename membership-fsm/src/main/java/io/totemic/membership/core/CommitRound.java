/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.SequenceNumbers;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.CommitToken.MemberEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills and reads the commit token.
 *
 * <p>Source: paper section 5.2.
 */
final class CommitRound {

    private CommitRound() {}

    /**
     * Writes this node's entry at the token's index.
     *
     * <p>Of all members that come from one old ring, only those with the highest aru can have received everything; the
     * entries of the others are corrected.
     */
    static CommitToken fill(final CommitToken token, final RingId oldRingId, final SealReport sealed) {
        final int index = token.memberIndex();
        final List<MemberEntry> entries = new ArrayList<>(token.entries());
        entries.set(
                index,
                new MemberEntry(oldRingId, sealed.aru(), sealed.highDelivered(), sealed.aru() == sealed.highSeq()));
        int highestAru = sealed.aru();
        for (int i = 0; i < index; i++) {
            if (comesFrom(entries.get(i), oldRingId)) {
                highestAru = SequenceNumbers.later(highestAru, entries.get(i).aru());
            }
        }
        for (int i = 0; i <= index; i++) {
            final MemberEntry entry = entries.get(i);
            if (comesFrom(entry, oldRingId) && SequenceNumbers.isBefore(entry.aru(), highestAru)) {
                entries.set(i, new MemberEntry(oldRingId, entry.aru(), entry.highDelivered(), false));
            }
        }
        return token.filled(entries);
    }

    /** Whether it is {@code node}'s turn to fill the token. */
    static boolean isTurnOf(final NodeId node, final CommitToken token) {
        return !token.isFilled() && token.members().get(token.memberIndex()).equals(node);
    }

    /** Whether the first rotation is over and has left out nobody. */
    static boolean isComplete(final CommitToken token) {
        return token.isFilled() && !token.entries().contains(null);
    }

    /**
     * Whether {@code node}'s entry says what {@code node} has written, but for the flag, which others may have cleared. A node that lost its
     * disk can choose a ring id again; a token that its former life sent for it may still be on its way.
     */
    static boolean hasEntryOf(
            final CommitToken token, final NodeId node, final RingId oldRingId, final SealReport sealed) {
        final MemberEntry entry = entryOf(token, node);
        return entry != null
                && entry.oldRingId().equals(oldRingId)
                && entry.aru() == sealed.aru()
                && entry.highDelivered() == sealed.highDelivered();
    }

    /** Who of {@code installedMembers} goes from {@code oldRingId} into the new ring: the transitional members. */
    static NodeSet transitionalMembers(
            final CommitToken token, final RingId oldRingId, final NodeSet installedMembers) {
        final List<NodeId> coming = new ArrayList<>();
        for (int i = 0; i < token.members().size(); i++) {
            final NodeId member = token.members().get(i);
            if (installedMembers.contains(member) && comesFrom(token.entries().get(i), oldRingId)) {
                coming.add(member);
            }
        }
        return NodeSet.copyOf(coming);
    }

    /** Whether one of {@code transitional} misses a message that another has. */
    static boolean isExchangeNeeded(final CommitToken token, final NodeSet transitional) {
        for (final NodeId member : transitional) {
            if (!entryOf(token, member).isAllReceived()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first seq of the old ring that {@code self} sends again, if it has it: the first of the members with the highest aru sends
     * what others miss up to there, and all send what they have beyond it.
     *
     * <p>Differs from Corosync, where each sends everything beyond the lowest aru.
     */
    static int sendsFromSeq(final CommitToken token, final NodeSet transitional, final NodeId self) {
        int lowest = entryOf(token, self).aru();
        int highest = lowest;
        for (final NodeId member : transitional) {
            lowest = SequenceNumbers.earlier(lowest, entryOf(token, member).aru());
            highest = SequenceNumbers.later(highest, entryOf(token, member).aru());
        }
        for (final NodeId member : transitional) {
            if (entryOf(token, member).aru() == highest) {
                return member.equals(self) ? lowest + 1 : highest + 1;
            }
        }
        return highest + 1;
    }

    /** The furthest that one of {@code transitional} has delivered. */
    static int highestDelivered(final CommitToken token, final NodeSet transitional, final SealReport own) {
        int highest = own.highDelivered();
        for (final NodeId member : transitional) {
            highest = SequenceNumbers.later(highest, entryOf(token, member).highDelivered());
        }
        return highest;
    }

    private static MemberEntry entryOf(final CommitToken token, final NodeId member) {
        return token.entries().get(token.members().indexOf(member));
    }

    private static boolean comesFrom(final MemberEntry entry, final RingId oldRingId) {
        return entry != null && entry.oldRingId().equals(oldRingId);
    }
}
