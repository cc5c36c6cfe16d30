/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.QuorumVerdict;
import java.util.Collection;

/**
 * Counts the votes of a configuration and decides whether it is quorate: a majority of the expected votes, or one of two with
 * {@code two_node}.
 *
 * <p>The quorum never falls by itself, and more votes than expected raise it. With {@code wait_for_all} a node that has lost
 * quorum needs all again, or somebody who is quorate.
 *
 * <p>Not thread-safe; called only by the votequorum actor. Source: votequorum(5).
 */
public final class VoteTally {

    private final VoteQuorumSettings settings;
    private int expectedVotes;
    private int quorum;
    private boolean isQuorate;
    private boolean isWaitingForAll;
    private boolean isFirst = true;

    /** A tally that has counted nothing: not quorate, unless there is no provider. */
    public VoteTally(final VoteQuorumSettings settings) {
        this.settings = settings;
        expectedVotes = settings.expectedVotes();
        isWaitingForAll = settings.isWaitForAll();
        quorum = majorityOf(expectedVotes);
    }

    /** What this node says of itself when a configuration begins. */
    public NodeVotes own() {
        return new NodeVotes(settings.self(), settings.votes(), expectedVotes, isQuorate, isWaitingForAll, isFirst);
    }

    /** The verdict on a configuration of {@code members}, this node among them. */
    public QuorumVerdict decide(final Collection<NodeVotes> members) {
        if (!settings.hasProvider()) {
            return new QuorumVerdict(QuorumVerdict.State.QUORATE, 0, 0, 0);
        }
        int totalVotes = 0;
        int highestExpected = 0;
        boolean isQuorateMemberPresent = false;
        for (final NodeVotes member : members) {
            totalVotes += member.votes();
            // Who is not quorate cannot impose what it expects on others.
            highestExpected = Math.max(highestExpected, member.isQuorate() ? member.expectedVotes() : expectedVotes);
            isQuorateMemberPresent |= member.isQuorate() && !member.isWaitingForAll();
        }
        isFirst &= members.size() == 1;
        expectedVotes = Math.max(Math.max(expectedVotes, highestExpected), totalVotes);
        quorum = Math.max(quorum, Math.max(majorityOf(expectedVotes), majorityOf(totalVotes)));
        if (settings.isTwoNode() && members.size() <= 2) {
            quorum = 1;
        }
        if (isWaitingForAll && (totalVotes >= expectedVotes || isQuorateMemberPresent)) {
            isWaitingForAll = false;
        }
        isQuorate = !isWaitingForAll && totalVotes >= quorum;
        isWaitingForAll = settings.isWaitForAll() && !isQuorate;
        return verdict(totalVotes);
    }

    /** The verdict before anything was counted. */
    public QuorumVerdict initial() {
        return settings.hasProvider()
                ? verdict(settings.votes()).pending()
                : new QuorumVerdict(QuorumVerdict.State.QUORATE, 0, 0, 0);
    }

    private QuorumVerdict verdict(final int totalVotes) {
        return new QuorumVerdict(
                isQuorate ? QuorumVerdict.State.QUORATE : QuorumVerdict.State.NOT_QUORATE,
                expectedVotes,
                totalVotes,
                quorum);
    }

    private static int majorityOf(final int votes) {
        return votes / 2 + 1;
    }
}
