/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.MembershipEffect;
import io.totemic.membership.core.MembershipInput;
import io.totemic.membership.core.MembershipStep;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.RingId;

/** Makes of an input and the effects that follow it the step that a probe is told. */
final class StepWatch {

    private final MembershipProbe probe;
    private MembershipInput input;
    private StateName before;
    private MembershipStep.Outcome outcome;
    private GatherReason reason;

    StepWatch(final MembershipProbe probe) {
        this.probe = probe;
    }

    void begin(final MembershipInput newInput, final StateName state) {
        input = newInput;
        before = state;
        outcome = MembershipStep.Outcome.NOTHING;
        reason = null;
    }

    /** A change of state is the outcome, whatever else is done with it. */
    void saw(final MembershipEffect effect) {
        if (effect instanceof MembershipEffect.StateEntered entered) {
            outcome = outcomeOf(entered.state());
            reason = entered.reason();
        } else if (outcome == MembershipStep.Outcome.NOTHING) {
            if (effect instanceof MembershipEffect.SendJoin) {
                outcome = MembershipStep.Outcome.JOIN_SENT;
            } else if (effect instanceof MembershipEffect.SendMergeDetect) {
                outcome = MembershipStep.Outcome.HEARING_SENT;
            } else if (effect instanceof MembershipEffect.SendCommitToken) {
                outcome = MembershipStep.Outcome.COMMIT_TOKEN_SENT;
            } else if (effect instanceof MembershipEffect.StartToken) {
                outcome = MembershipStep.Outcome.TOKEN_STARTED;
            }
        }
    }

    void end(final RingId ringId) {
        probe.stepped(new MembershipStep(input, before, outcome, reason, ringId));
    }

    private static MembershipStep.Outcome outcomeOf(final StateName state) {
        return switch (state) {
            case GATHER -> MembershipStep.Outcome.GATHER;
            case COMMIT -> MembershipStep.Outcome.COMMIT;
            case RECOVERY -> MembershipStep.Outcome.RECOVERY;
            case OPERATIONAL -> MembershipStep.Outcome.OPERATIONAL;
        };
    }
}
