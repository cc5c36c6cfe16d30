/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

/** Everything that the membership protocol reacts to: the rows of the table of {@link MembershipFsm}. */
public enum MembershipInput {
    START,
    JOIN,
    LEAVE,
    FOREIGN_MESSAGE,
    MERGE_DETECT,
    COMMIT_TOKEN,
    TOKEN_LOST,
    FAILED_TO_RECEIVE,
    SEAL_REPORT,
    RING_SEQ_PERSISTED,
    FIRST_TOKEN,
    RECOVERY_COMPLETE,
    JOIN_DEADLINE,
    CONSENSUS_DEADLINE,
    GATHER_TOKEN_DEADLINE,
    COMMIT_TOKEN_DEADLINE,
    COMMIT_TOKEN_RETRANSMIT_DEADLINE,
    SEND_JOIN_DEADLINE,
    HEARING_DEADLINE,
    OWN_LEAVE;

    /** The input that a deadline is. */
    public static MembershipInput of(final MembershipDeadline deadline) {
        return switch (deadline) {
            case JOIN -> JOIN_DEADLINE;
            case CONSENSUS -> CONSENSUS_DEADLINE;
            case GATHER_TOKEN_LOSS -> GATHER_TOKEN_DEADLINE;
            case COMMIT_TOKEN_LOSS -> COMMIT_TOKEN_DEADLINE;
            case COMMIT_TOKEN_RETRANSMIT -> COMMIT_TOKEN_RETRANSMIT_DEADLINE;
            case SEND_JOIN -> SEND_JOIN_DEADLINE;
            case HEARING -> HEARING_DEADLINE;
        };
    }
}
