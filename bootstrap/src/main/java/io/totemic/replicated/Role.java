/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated;

/** What a replica can do now. */
public enum Role {
    /** Its state is in force: commands are executed. */
    SERVING,
    /** There is quorum, and this replica waits until the members have agreed, and for the state if it lacks it. Commands wait. */
    CATCHING_UP,
    /**
     * There is quorum, but too many of those who are there were restarted, so that somebody who is not there may have a more recent
     * state. Commands are refused until more replicas come: those that were away, or all.
     */
    FORGOTTEN,
    /** There is no quorum, or the network has changed and the members are about to form a new ring. */
    SUSPENDED
}
