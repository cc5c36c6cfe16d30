/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;

/**
 * One state of the protocol: a class with the data that lives only in it and a method for each input. What a state does not
 * override it drops.
 */
abstract sealed class MembershipState permits Operational, Gather, Commit, Recovery {

    final MembershipFsm fsm;

    MembershipState(final MembershipFsm fsm) {
        this.fsm = fsm;
    }

    abstract StateName name();

    void onJoin(final Join join, final long nowNs, final Effects<MembershipEffect> out) {}

    void onForeignMessage(final NodeId from, final long nowNs, final Effects<MembershipEffect> out) {}

    void onMergeDetect(final NodeId from, final long nowNs, final Effects<MembershipEffect> out) {}

    void onCommitToken(final CommitToken token, final long nowNs, final Effects<MembershipEffect> out) {}

    void onTokenLost(final long nowNs, final Effects<MembershipEffect> out) {}

    void onFailedToReceive(final long nowNs, final Effects<MembershipEffect> out) {}

    void onSealReport(final SealReport report, final long nowNs, final Effects<MembershipEffect> out) {}

    void onRingSeqPersisted(final long nowNs, final Effects<MembershipEffect> out) {}

    void onFirstToken() {}

    void onRecoveryComplete(final long nowNs, final Effects<MembershipEffect> out) {}

    void onDeadline(final MembershipDeadline deadline, final long nowNs, final Effects<MembershipEffect> out) {}
}
