/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

/** Why a member joined or left, with Corosync's numbers. */
public enum ChangeReason {
    JOIN(1),
    LEAVE(2),
    NODEDOWN(3),
    NODEUP(4),
    PROCDOWN(5);

    private final int number;

    ChangeReason(final int number) {
        this.number = number;
    }

    /** Corosync's number. */
    public int number() {
        return number;
    }
}
