/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.Join;

/** A ring is installed and messages are ordered on it. */
final class Operational extends MembershipState {

    Operational(final MembershipFsm fsm) {
        super(fsm);
    }

    @Override
    StateName name() {
        return StateName.OPERATIONAL;
    }

    @Override
    void onJoin(final Join join, final long nowNs, final Effects<MembershipEffect> out) {
        final boolean isMember = fsm.installedMembers().contains(join.sender());
        if (!isMember && (join.isLeave() || fsm.isJoinIgnored(join.sender(), nowNs))) {
            return;
        }
        // A member that still sends JOINs of before this ring sent them before it entered it.
        final boolean isStale = isMember && fsm.ringId().isYoungerThan(join.ringSeq());
        if (isStale || join.failedList().contains(fsm.self())) {
            return;
        }
        final GatherReason reason =
                fsm.sets().coverThoseOf(join) ? GatherReason.JOIN_IN_OPERATIONAL : GatherReason.MERGE_DURING_JOIN;
        fsm.merge(join);
        fsm.enterGather(reason, nowNs, out);
    }

    @Override
    void onForeignMessage(final NodeId from, final long nowNs, final Effects<MembershipEffect> out) {
        if (!fsm.isIgnored(from, nowNs)) {
            fsm.addCandidate(from);
            fsm.enterGather(GatherReason.FOREIGN_MESSAGE_IN_OPERATIONAL, nowNs, out);
        }
    }

    @Override
    void onMergeDetect(final NodeId from, final long nowNs, final Effects<MembershipEffect> out) {
        if (!fsm.isIgnored(from, nowNs)) {
            fsm.addCandidate(from);
            fsm.enterGather(GatherReason.MERGE_IN_OPERATIONAL, nowNs, out);
        }
    }

    @Override
    void onDeadline(final MembershipDeadline deadline, final long nowNs, final Effects<MembershipEffect> out) {
        if (deadline == MembershipDeadline.HEARING) {
            fsm.tellHearing(nowNs, out);
        }
    }

    @Override
    void onTokenLost(final long nowNs, final Effects<MembershipEffect> out) {
        fsm.enterGather(GatherReason.TOKEN_LOST_IN_OPERATIONAL, nowNs, out);
    }

    @Override
    void onFailedToReceive(final long nowNs, final Effects<MembershipEffect> out) {
        fsm.enterGatherHavingFailedToReceive(nowNs, out);
    }
}
