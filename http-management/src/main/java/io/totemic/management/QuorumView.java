/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.totemic.protocol.QuorumVerdict;

/**
 * The verdict of the tally in JSON.
 *
 * @param quorate whether work that needs quorum may go on
 * @param state {@code pending} while a configuration is being formed, {@code quorate} or {@code not quorate}
 * @param expectedVotes votes of all configured nodes
 * @param totalVotes votes present
 * @param quorum votes needed
 */
@JsonPropertyOrder({"quorate", "state", "expectedVotes", "totalVotes", "quorum"})
public record QuorumView(boolean quorate, String state, int expectedVotes, int totalVotes, int quorum) {

    static QuorumView of(final QuorumVerdict verdict) {
        return new QuorumView(
                verdict.isQuorate(),
                text(verdict.state()),
                verdict.expectedVotes(),
                verdict.totalVotes(),
                verdict.quorum());
    }

    private static String text(final QuorumVerdict.State state) {
        return switch (state) {
            case PENDING -> "pending";
            case QUORATE -> "quorate";
            case NOT_QUORATE -> "not quorate";
        };
    }
}
