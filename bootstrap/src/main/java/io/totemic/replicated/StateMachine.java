/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated;

import io.totemic.protocol.group.GroupMember;
import java.util.SortedSet;

/**
 * What is replicated: a state, and what commands make of it. It is the same at all replicas because it depends on nothing else: no
 * clock, no random numbers, no order of a hash map, nothing of the node that it runs on.
 *
 * <p>Called by the actor of the replica, one call at a time; an exception ends the replica.
 *
 * @param <S> the state, never changed after it was returned: readers on other threads have it
 * @param <C> commands
 * @param <R> what clients are answered
 */
public interface StateMachine<S, C, R> {

    /** The state before the first command. */
    S initialState();

    /**
     * What the command makes of the state, and what its client is answered.
     *
     * @param sender the replica that took the command
     * @param place where it stands in the order
     */
    Applied<S, R> apply(S state, C command, GroupMember sender, Place place);

    /**
     * What the state is when only those are still there of all whose commands it has seen. Whoever else it remembers has left, died or
     * been restarted, or was on another side when this one went on. Called at one place of the order, whenever the members have
     * agreed anew.
     *
     * @param stayed replicas that have been there all the time, or are back with what they had
     */
    default S retain(final S state, final SortedSet<GroupMember> stayed, final Place place) {
        return state;
    }

    /**
     * The new state and the answer.
     *
     * @param state never null
     * @param result for the client
     */
    record Applied<S, R>(S state, R result) {}
}
