/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

/**
 * What one client has asked for, and what it was answered.
 *
 * @param client for messages
 * @param calledNs when it asked
 * @param answeredNs when it was answered; {@link #NEVER} if it was not, or was told that nobody knows
 * @param input what it asked for
 * @param output what it was answered; null if it was not
 */
public record Operation<I, O>(String client, long calledNs, long answeredNs, I input, O output) {

    /** Of an operation that may have happened at any time after it was asked for, or not at all. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Asked for, and answered by nobody. */
    public static <I, O> Operation<I, O> unanswered(final String client, final long calledNs, final I input) {
        return new Operation<>(client, calledNs, NEVER, input, null);
    }

    boolean isAnswered() {
        return answeredNs != NEVER;
    }
}
