/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;

/** Nodes tell each other whom they see until all of them see the same. */
final class Gather extends MembershipState {

    private NodeSet consensus;

    /** A commit token that could be taken if all its members were heard; null if there is none. */
    private CommitToken waiting;

    Gather(final MembershipFsm fsm) {
        super(fsm);
        consensus = NodeSet.of(fsm.self());
    }

    @Override
    StateName name() {
        return StateName.GATHER;
    }

    @Override
    void onJoin(final Join join, final long nowNs, final Effects<MembershipEffect> out) {
        if (isOfStranger(join.sender()) && fsm.isJoinIgnored(join.sender(), nowNs)) {
            return;
        }
        if (fsm.sets().equalThoseOf(join)) {
            if (!join.isLeave()) {
                consensus = consensus.plus(join.sender());
            }
            if (isAgreed()) {
                onAgreed(nowNs, out);
            }
            takeWaiting(nowNs, out);
        } else if (!join.sender().equals(fsm.self())
                && !fsm.sets().coverThoseOf(join)
                && !fsm.sets().failedList().contains(join.sender())) {
            // Differs from Corosync: a JOIN that adds nothing does not begin the round anew. A stranger's failed list
            // is not
            // believed, so two strangers with different ones would answer each other's JOINs for ever.
            final ProcessSets before = fsm.sets();
            fsm.merge(join);
            if (!fsm.sets().equals(before)) {
                fsm.enterGather(GatherReason.MERGE_DURING_JOIN, nowNs, out);
                // Differs from Corosync: who has said just what we hold now agrees with us. It would say so again only
                // when its JOIN is repeated, and the representative would wait for that.
                fsm.onJoinAgain(join, nowNs, out);
            }
        }
    }

    /** Consensus: every candidate has sent a JOIN with exactly our sets. Paper section 5.1. */
    private boolean isAgreed() {
        final NodeSet candidates = fsm.sets().candidates();
        return candidates.isSubsetOf(consensus) && (!candidates.isEmpty() || fsm.hasFailedToReceive());
    }

    private void onAgreed(final long nowNs, final Effects<MembershipEffect> out) {
        if (fsm.hasFailedToReceive()) {
            fsm.standAlone();
        }
        // The representative of the ring to be, and nobody else, creates the commit token.
        if (fsm.sets().candidates().lowest().equals(fsm.self())) {
            fsm.enterCommit(
                    CommitToken.create(fsm.self(), fsm.nextRingSeq(), fsm.sets().candidates()), nowNs, out);
        }
    }

    @Override
    void onForeignMessage(final NodeId from, final long nowNs, final Effects<MembershipEffect> out) {
        if (isOfStranger(from) && !fsm.isIgnored(from, nowNs)) {
            fsm.addCandidate(from);
            fsm.enterGather(GatherReason.FOREIGN_MESSAGE_IN_GATHER, nowNs, out);
        }
    }

    @Override
    void onMergeDetect(final NodeId from, final long nowNs, final Effects<MembershipEffect> out) {
        if (isOfStranger(from) && !fsm.isIgnored(from, nowNs)) {
            fsm.addCandidate(from);
            fsm.enterGather(GatherReason.MERGE_IN_GATHER, nowNs, out);
        }
    }

    @Override
    void onCommitToken(final CommitToken token, final long nowNs, final Effects<MembershipEffect> out) {
        if (token.members().equals(fsm.sets().candidates())
                && token.ringId().isYoungerThan(fsm.ringId().seq())
                && token.ringId().representative().equals(token.members().lowest())
                && CommitRound.isTurnOf(fsm.self(), token)) {
            waiting = token;
            takeWaiting(nowNs, out);
        }
    }

    /**
     * Differs from Corosync: a node goes into no ring of which it does not hear each member. Such a ring would live on
     * retransmissions. If the missing member stays silent it is excluded at the consensus time-out.
     */
    private void takeWaiting(final long nowNs, final Effects<MembershipEffect> out) {
        if (waiting != null && fsm.areHeard(waiting.members())) {
            fsm.enterCommit(waiting, nowNs, out);
        }
    }

    private boolean isOfStranger(final NodeId node) {
        return !fsm.sets().procList().contains(node);
    }

    @Override
    void onDeadline(final MembershipDeadline deadline, final long nowNs, final Effects<MembershipEffect> out) {
        switch (deadline) {
            case JOIN -> fsm.sendJoin(nowNs, out);
            case CONSENSUS -> onConsensusTimeout(nowNs, out);
            case GATHER_TOKEN_LOSS -> {
                // We agreed, the representative did not act: whoever stays silent from here on is excluded.
                excludeSilent();
                fsm.enterGather(GatherReason.CONSENSUS_TIMEOUT_AGREED, nowNs, out);
            }
            case SEND_JOIN -> fsm.sendJoinNow(nowNs, out);
            case COMMIT_TOKEN_LOSS, COMMIT_TOKEN_RETRANSMIT, HEARING -> {}
        }
    }

    private void onConsensusTimeout(final long nowNs, final Effects<MembershipEffect> out) {
        if (isAgreed()) {
            consensus = NodeSet.of(fsm.self());
            fsm.awaitCommitToken(nowNs);
        } else {
            excludeSilent();
            fsm.enterGather(GatherReason.CONSENSUS_TIMEOUT_DISAGREED, nowNs, out);
        }
    }

    private void excludeSilent() {
        fsm.exclude(fsm.sets().procList().minus(consensus).minus(fsm.self()));
    }
}
