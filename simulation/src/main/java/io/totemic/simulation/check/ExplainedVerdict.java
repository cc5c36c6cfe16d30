/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumExplanation;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumStatus.Mode;
import java.util.function.Consumer;

/** P5: each verdict follows from the numbers that it is explained with, and from an option that is on. */
public final class ExplainedVerdict implements Checker {

    @Override
    public String id() {
        return "P5";
    }

    @Override
    public String property() {
        return "each verdict follows from the rule and the numbers that it is explained with";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Trace.ProcessId process : trace.quorum().processes()) {
            for (final QuorumTrace.Told told : trace.quorum().toldTo(process)) {
                if (!told.isPending()) {
                    final String wrong = wrongIn(told.status());
                    if (wrong != null) {
                        violations.accept(process + " was told " + told.status().verdict() + " of "
                                + told.status().members() + ", since "
                                + told.status().explanation() + ": " + wrong);
                    }
                }
            }
        }
    }

    private static String wrongIn(final QuorumStatus status) {
        final QuorumExplanation why = status.explanation();
        final int votes =
                why.votes().values().stream().mapToInt(Integer::intValue).sum() + why.deviceVotes();
        final NodeSet counted = NodeSet.copyOf(why.votes().keySet());
        if (!why.verdict().equals(status.verdict())) {
            return "the verdict is another one";
        }
        if (!counted.isSubsetOf(status.members())) {
            return counted + " are counted";
        }
        if (votes != why.totalVotes()) {
            return "the votes add up to " + votes;
        }
        final int half = why.expectedVotes() / 2;
        final boolean isHalf = why.totalVotes() == half;
        return switch (why.rule()) {
            case MAJORITY ->
                unless(
                        why.totalVotes() >= why.quorum()
                                && (why.quorum() > half || status.modes().contains(Mode.TWO_NODE)),
                        "the quorum is more, or less than a majority");
            case TWO_NODE ->
                unless(status.modes().contains(Mode.TWO_NODE) && counted.size() <= 2, "two_node does not say so");
            case TIE_BREAKER_HERE ->
                unless(
                        status.modes().contains(Mode.AUTO_TIE_BREAKER)
                                && isHalf
                                && status.members().contains(why.tieBreaker()),
                        "there is no tie, or its breaker is not here");
            case TIE_BREAKER_ELSEWHERE ->
                unless(
                        isHalf && (why.tieBreaker() == null || !counted.contains(why.tieBreaker())),
                        "there is no tie, or its breaker is here");
            case TOO_MANY_LEFT_AT_ONCE -> unless(isHalf, "there is no tie");
            case WAITING_FOR_ALL ->
                unless(
                        status.modes().contains(Mode.WAIT_FOR_ALL) && why.totalVotes() != why.expectedVotes(),
                        "there is nobody to wait for");
            case BELOW_QUORUM -> unless(why.totalVotes() < why.quorum(), "the quorum is reached");
            case MASTER_WINS -> unless(status.modes().contains(Mode.QUORUM_DEVICE), "there is no device");
            case NO_PROVIDER, NOTHING_COUNTED -> "there is a provider, and votes were counted";
        };
    }

    private static String unless(final boolean isRight, final String wrong) {
        return isRight ? null : wrong;
    }
}
