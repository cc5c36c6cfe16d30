/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

/** The four states of the membership protocol, with Corosync's numbers in declaration order from 1. */
public enum StateName {
    OPERATIONAL,
    GATHER,
    COMMIT,
    RECOVERY
}
