/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * What the delivery of a message says about the other members. The order is the same for both.
 *
 * <p>Source: paper section 4; the names are those of cpg_mcast_joined(3), which has the second and does not do it.
 */
public enum Guarantee {

    /** Delivered as soon as everything before it was. */
    AGREED,

    /**
     * Delivered in a regular configuration only when all its members are known to hold the message; what cannot be known
     * before the configuration ends is delivered in the transitional one. Costs about two rotations of the token, and
     * everything behind it waits as well.
     */
    SAFE
}
