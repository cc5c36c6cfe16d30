/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

/**
 * What a thing does that is used by one client at a time. States have {@code equals} and {@code hashCode}.
 *
 * @param <S> state
 * @param <I> what is asked for
 * @param <O> what is answered
 */
public interface SequentialModel<S, I, O> {

    /** Before the first operation. */
    S initialState();

    /** The state after an operation. */
    S next(S state, I input);

    /** What an operation is answered. */
    O output(S state, I input);
}
