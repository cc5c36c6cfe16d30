/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

/** The timers of the token holder, in the order in which they fire when several are due. */
public enum HolderDeadline {
    /** No token for the token time-out. */
    TOKEN_LOSS,
    /** The token that was passed on has not come round; only if a heartbeat is wanted. */
    HEARTBEAT,
    /** No token for most of it. */
    TOKEN_WARNING,
    /** Pass on the token that was held. */
    TOKEN_HOLD,
    /** Send the token again. */
    TOKEN_RETRANSMIT,
    /** Announce an idle ring. */
    MERGE_DETECT
}
