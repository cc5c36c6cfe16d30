/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

/** Kinds of faults that are generated. */
public enum FaultKind {
    /** A node dies and starts again; now and then it has lost its disk. */
    CRASH,
    /** A node leaves and starts again. */
    LEAVE,
    /** A node stands still for up to some seconds. */
    PAUSE,
    /** A node is slow for a while. */
    SLOW,
    /** A clock jumps. */
    CLOCK,
    /** The network falls into parts, or a partition ends. */
    PARTITION,
    /** Some hear others, but not the other way round. */
    ONE_WAY_CUT,
    /** A link goes and comes quickly. */
    FLAP,
    /** Much is lost on the way to a node. */
    DEAF,
    /** A node gets tokens, but no data. */
    DATA_DEAF,
    /** Some links are slow, or uneven. */
    DELAY,
    /** Little passes on the links of a node. */
    NARROW,
    /** A disk writes slowly. */
    SLOW_DISK,
    /** A node crashes whose last frames reached nobody, and while the others recover, another fault comes. */
    BROKEN_RECOVERY
}
