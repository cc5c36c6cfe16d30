/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.SequenceNumbers;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;

/** The new ring exists; its members exchange what is missing of their old rings before they install it. */
final class Recovery extends MembershipState {

    private final RecoveryPlan plan;
    private final CommitToken forwarded;
    private boolean isTokenStarted;

    Recovery(final MembershipFsm fsm, final RecoveryPlan plan, final CommitToken forwarded) {
        super(fsm);
        this.plan = plan;
        this.forwarded = forwarded;
    }

    @Override
    StateName name() {
        return StateName.RECOVERY;
    }

    @Override
    void onCommitToken(final CommitToken token, final long nowNs, final Effects<MembershipEffect> out) {
        // Differs from Corosync: only a token that went round after we forwarded it ends the second rotation; a
        // retransmission of the first rotation's last hop looks the same but for its token seq.
        final boolean wentRound =
                plan.members().size() == 1 || SequenceNumbers.isAfter(token.tokenSeq(), forwarded.tokenSeq());
        if (!isTokenStarted
                && wentRound
                && token.ringId().equals(plan.ringId())
                && plan.ringId().representative().equals(fsm.self())) {
            isTokenStarted = true;
            fsm.stopCommitTokenRetransmission();
            out.add(new MembershipEffect.StartToken(plan.ringId()));
        }
    }

    @Override
    void onFirstToken() {
        fsm.stopCommitTokenRetransmission();
    }

    @Override
    void onJoin(final Join join, final long nowNs, final Effects<MembershipEffect> out) {
        if (fsm.isFromMemberOf(forwarded, join)) {
            fsm.mergeUnlessExcluded(join);
            fsm.enterGather(GatherReason.JOIN_IN_RECOVERY, nowNs, out);
        }
    }

    @Override
    void onTokenLost(final long nowNs, final Effects<MembershipEffect> out) {
        fsm.enterGather(GatherReason.TOKEN_LOST_IN_RECOVERY, nowNs, out);
    }

    @Override
    void onFailedToReceive(final long nowNs, final Effects<MembershipEffect> out) {
        fsm.enterGatherHavingFailedToReceive(nowNs, out);
    }

    @Override
    void onRecoveryComplete(final long nowNs, final Effects<MembershipEffect> out) {
        fsm.enterOperational(plan, nowNs, out);
    }

    @Override
    void onDeadline(final MembershipDeadline deadline, final long nowNs, final Effects<MembershipEffect> out) {
        if (deadline == MembershipDeadline.COMMIT_TOKEN_RETRANSMIT) {
            fsm.sendCommitToken(forwarded, nowNs, out);
        }
    }
}
