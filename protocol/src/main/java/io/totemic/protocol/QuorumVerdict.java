/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

/**
 * What the vote tally says of the current configuration.
 *
 * @param state the verdict; {@link State#PENDING} from GATHER until the tally of the new configuration
 * @param expectedVotes votes of all configured nodes together, 0 if there is no provider
 * @param totalVotes votes present
 * @param quorum votes needed
 */
public record QuorumVerdict(State state, int expectedVotes, int totalVotes, int quorum) {

    /** The three things that can be said. */
    public enum State {
        PENDING,
        QUORATE,
        NOT_QUORATE
    }

    /** Whether work that needs quorum may go on. */
    public boolean isQuorate() {
        return state == State.QUORATE;
    }

    /** The same numbers, not yet decided for the configuration to come. */
    public QuorumVerdict pending() {
        return new QuorumVerdict(State.PENDING, expectedVotes, totalVotes, quorum);
    }
}
