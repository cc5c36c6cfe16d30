/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

/** What became of a multicast when it was handed over. */
public enum SendResult {
    /** It stands in the send queue, and will be delivered to every member that stays with this node. */
    ACCEPTED,
    /** The send queue is full; nothing was taken. */
    TRY_AGAIN,
    /** Longer than a message may be; nothing was taken. */
    TOO_LARGE,
    /** The sender is in no group; nothing was taken. */
    NOT_MEMBER
}
