/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a verdict is what it is: the rule that decided, and the numbers it saw.
 *
 * @param rule what decided
 * @param decider the member by whose numbers; null before anything was counted
 * @param expectedVotes votes of the complete cluster, as that member knows
 * @param totalVotes votes that are here, with those of the device
 * @param quorum votes needed
 * @param deviceVotes votes of the quorum device among them
 * @param votes of each member
 * @param tieBreaker the node that decides between halves, where one does; else null
 */
public record QuorumExplanation(
        Rule rule,
        NodeId decider,
        int expectedVotes,
        int totalVotes,
        int quorum,
        int deviceVotes,
        SortedMap<NodeId, Integer> votes,
        NodeId tieBreaker) {

    /** The rules, those that grant quorum first. */
    public enum Rule {
        NO_PROVIDER(true),
        MAJORITY(true),
        TWO_NODE(true),
        TIE_BREAKER_HERE(true),
        MASTER_WINS(true),
        NOTHING_COUNTED(false),
        WAITING_FOR_ALL(false),
        TIE_BREAKER_ELSEWHERE(false),
        TOO_MANY_LEFT_AT_ONCE(false),
        BELOW_QUORUM(false);

        private final boolean grants;

        Rule(final boolean grants) {
            this.grants = grants;
        }

        /** Whether a configuration that this rule decided on is quorate. */
        public boolean grants() {
            return grants;
        }
    }

    public QuorumExplanation {
        Objects.requireNonNull(rule, "rule");
        votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
    }

    /** Of a rule that counts nothing. */
    public static QuorumExplanation uncounted(final Rule rule) {
        return new QuorumExplanation(rule, null, 0, 0, 0, 0, new TreeMap<>(), null);
    }

    /** The verdict that this explains. */
    public QuorumVerdict verdict() {
        return new QuorumVerdict(
                rule.grants() ? QuorumVerdict.State.QUORATE : QuorumVerdict.State.NOT_QUORATE,
                expectedVotes,
                totalVotes,
                quorum);
    }

    /** For people: one sentence without a full stop. */
    public String sentence() {
        final String present = totalVotes + " of " + expectedVotes + " votes are here"
                + (deviceVotes > 0 ? ", " + deviceVotes + " of them the device's" : "");
        return switch (rule) {
            case NO_PROVIDER -> "there is no quorum provider, so every configuration is quorate";
            case NOTHING_COUNTED -> "no votes were counted yet";
            case MAJORITY -> present + ", at least the quorum of " + quorum;
            case TWO_NODE -> present + ", and with two_node one node of two is enough";
            case TIE_BREAKER_HERE -> present + ", exactly half, and the tie-breaker, node " + tieBreaker + ", is here";
            case MASTER_WINS ->
                present + ", fewer than the quorum of " + quorum
                        + ", but the device lets the node that it votes for go on";
            case WAITING_FOR_ALL ->
                present + ", and wait_for_all demands all " + expectedVotes + " before this node is quorate";
            case TIE_BREAKER_ELSEWHERE ->
                present + ", exactly half, and the tie-breaker"
                        + (tieBreaker == null ? "" : ", node " + tieBreaker + ",") + " is not here";
            case TOO_MANY_LEFT_AT_ONCE ->
                present + ", exactly half, but so many left at once that they may be a majority";
            case BELOW_QUORUM -> present + ", fewer than the quorum of " + quorum;
        };
    }
}
