/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.QuorumExplanation;
import java.util.Locale;

/**
 * A verdict and why it is so, in JSON.
 *
 * @param quorate whether work that needs quorum may go on
 * @param expectedVotes votes of the complete cluster
 * @param totalVotes votes present
 * @param quorum votes needed
 * @param rule what decided, in lower case with hyphens
 * @param decidedBy the member by whose numbers; null before anything was counted
 * @param tieBreaker the node that decides between halves, where one does
 * @param explanation one sentence
 */
@JsonPropertyOrder({"quorate", "expectedVotes", "totalVotes", "quorum", "rule", "decidedBy", "tieBreaker", "explanation"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerdictView(
        boolean quorate,
        int expectedVotes,
        int totalVotes,
        int quorum,
        String rule,
        Long decidedBy,
        Long tieBreaker,
        String explanation) {

    static VerdictView of(final QuorumExplanation why) {
        return new VerdictView(
                why.rule().grants(),
                why.expectedVotes(),
                why.totalVotes(),
                why.quorum(),
                word(why.rule()),
                numberOf(why.decider()),
                numberOf(why.tieBreaker()),
                why.sentence());
    }

    static String word(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Long numberOf(final NodeId node) {
        return node == null ? null : node.unsigned();
    }
}
