/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

/** The timers of the membership protocol, in the order in which they fire when several are due. */
public enum MembershipDeadline {
    /** Repeat JOIN. */
    JOIN,
    /** Exclude who has not agreed. */
    CONSENSUS,
    /** In GATHER, agreed: the representative has sent no commit token. */
    GATHER_TOKEN_LOSS,
    /** In COMMIT: the commit token has not come back. */
    COMMIT_TOKEN_LOSS,
    /** Send the commit token again. */
    COMMIT_TOKEN_RETRANSMIT,
    /** In GATHER and COMMIT: the random delay before a JOIN is over. */
    SEND_JOIN,
    /** In OPERATIONAL, while somebody is held off: tell whom we hear. */
    HEARING
}
