/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

/** What a replica can do now. */
public enum Standing {
    /** Its state is in force. */
    SERVING,
    /** There is quorum, but the members have not agreed yet, or the state is still on its way here. */
    CATCHING_UP,
    /** There is quorum, but all who are there together may not have the most recent state. */
    FORGOTTEN,
    /** There is no quorum, or the ring has ended and the next one has not begun. */
    SUSPENDED
}
