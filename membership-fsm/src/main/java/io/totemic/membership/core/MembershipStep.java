/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.RingId;

/**
 * What one input came to: one use of one cell of the table of {@link MembershipFsm}.
 *
 * @param input what came
 * @param before state before it, null at the start
 * @param outcome what it led to
 * @param reason why GATHER was entered; null unless the outcome is {@code GATHER}
 * @param ringId the current ring id afterwards, in COMMIT and RECOVERY that of the attempt
 */
public record MembershipStep(
        MembershipInput input, StateName before, Outcome outcome, GatherReason reason, RingId ringId) {

    /** What an input can lead to. */
    public enum Outcome {
        /** Nothing is done now; the input may have been dropped, or noted for later. */
        NOTHING,
        /** GATHER is entered, perhaps from GATHER. */
        GATHER,
        /** COMMIT is entered. */
        COMMIT,
        /** RECOVERY is entered. */
        RECOVERY,
        /** OPERATIONAL is entered. */
        OPERATIONAL,
        /** A JOIN is sent. */
        JOIN_SENT,
        /** Others are told whom this node hears. */
        HEARING_SENT,
        /** The commit token is sent. */
        COMMIT_TOKEN_SENT,
        /** The first ORF token of a ring is made. */
        TOKEN_STARTED;

        /** The state that is entered, null if none is. */
        public StateName entered() {
            return switch (this) {
                case GATHER -> StateName.GATHER;
                case COMMIT -> StateName.COMMIT;
                case RECOVERY -> StateName.RECOVERY;
                case OPERATIONAL -> StateName.OPERATIONAL;
                case NOTHING, JOIN_SENT, HEARING_SENT, COMMIT_TOKEN_SENT, TOKEN_STARTED -> null;
            };
        }
    }
}
