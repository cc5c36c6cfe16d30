/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

/** Every way into GATHER, in the words and with the numbers of Corosync's log. */
public enum GatherReason {
    CONSENSUS_TIMEOUT_DISAGREED(0, "consensus timeout"),
    TOKEN_LOST_IN_OPERATIONAL(2, "The token was lost in the OPERATIONAL state."),
    CONSENSUS_TIMEOUT_AGREED(3, "The consensus timeout expired."),
    TOKEN_LOST_IN_COMMIT(4, "The token was lost in the COMMIT state."),
    TOKEN_LOST_IN_RECOVERY(5, "The token was lost in the RECOVERY state."),
    FAILED_TO_RECEIVE(6, "failed to receive"),
    FOREIGN_MESSAGE_IN_OPERATIONAL(7, "foreign message in operational state"),
    FOREIGN_MESSAGE_IN_GATHER(8, "foreign message in gather state"),
    MERGE_IN_OPERATIONAL(9, "merge during operational state"),
    MERGE_IN_GATHER(10, "merge during gather state"),
    MERGE_DURING_JOIN(11, "merge during join"),
    JOIN_IN_OPERATIONAL(12, "join during operational state"),
    JOIN_IN_COMMIT(13, "join during commit state"),
    JOIN_IN_RECOVERY(14, "join during recovery"),
    INTERFACE_CHANGE(15, "interface change");

    private final int number;
    private final String text;

    GatherReason(final int number, final String text) {
        this.number = number;
        this.text = text;
    }

    /** Corosync's number. */
    public int number() {
        return number;
    }

    /** Corosync's words. */
    public String text() {
        return text;
    }
}
