/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;

/**
 * The membership is agreed and the commit token makes its rounds.
 *
 * <p>Begins with a preparing phase: the token leaves only when the old ring is sealed and no restart can lead to the new ring
 * id again, which is so already but for the first ring of a life. Its deadline runs from the start.
 */
final class Commit extends MembershipState {

    private CommitToken token;
    private SealReport sealed;
    private boolean isPrepared;

    Commit(final MembershipFsm fsm, final CommitToken token) {
        super(fsm);
        this.token = token;
    }

    @Override
    StateName name() {
        return StateName.COMMIT;
    }

    @Override
    void onSealReport(final SealReport report, final long nowNs, final Effects<MembershipEffect> out) {
        if (report.attempt().equals(token.ringId())) {
            sealed = report;
            sendWhenPrepared(nowNs, out);
        }
    }

    @Override
    void onRingSeqPersisted(final long nowNs, final Effects<MembershipEffect> out) {
        sendWhenPrepared(nowNs, out);
    }

    private void sendWhenPrepared(final long nowNs, final Effects<MembershipEffect> out) {
        if (sealed != null && fsm.isPersisted(token.ringId()) && !isPrepared) {
            isPrepared = true;
            token = CommitRound.fill(token, fsm.installedRingId(), sealed).forwardedBy(fsm.self());
            fsm.sendCommitToken(token, nowNs, out);
        }
    }

    @Override
    void onCommitToken(final CommitToken received, final long nowNs, final Effects<MembershipEffect> out) {
        // The whole ring id is compared, not its sequence alone: two representatives with equal knowledge choose equal
        // ones.
        if (isPrepared
                && received.ringId().equals(token.ringId())
                && received.members().equals(token.members())
                && CommitRound.isComplete(received)
                && CommitRound.hasEntryOf(received, fsm.self(), fsm.installedRingId(), sealed)) {
            fsm.enterRecovery(received, sealed, nowNs, out);
        }
    }

    @Override
    void onJoin(final Join join, final long nowNs, final Effects<MembershipEffect> out) {
        if (fsm.isFromMemberOf(token, join) || fsm.hasGoneOn(token, join)) {
            fsm.mergeUnlessExcluded(join);
            fsm.enterGather(GatherReason.JOIN_IN_COMMIT, nowNs, out);
        }
    }

    @Override
    void onDeadline(final MembershipDeadline deadline, final long nowNs, final Effects<MembershipEffect> out) {
        if (deadline == MembershipDeadline.COMMIT_TOKEN_LOSS) {
            fsm.enterGather(GatherReason.TOKEN_LOST_IN_COMMIT, nowNs, out);
        } else if (deadline == MembershipDeadline.COMMIT_TOKEN_RETRANSMIT) {
            fsm.sendCommitToken(token, nowNs, out);
        } else if (deadline == MembershipDeadline.JOIN) {
            fsm.repeatJoin(nowNs, out);
        }
    }
}
