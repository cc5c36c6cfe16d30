/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.OptionalInt;

/** Section quorum and its rules about the nodelist. Source: votequorum(5). */
final class QuorumSection {

    private final Findings findings;
    private final SectionValues quorum;
    private final NodeListSection nodeList;

    QuorumSection(final Findings findings, final SectionValues quorum, final NodeListSection nodeList) {
        this.findings = findings;
        this.quorum = quorum;
        this.nodeList = nodeList;
    }

    /** Reports two_node if the cluster does not have two nodes with two votes. */
    void check() {
        if (quorum.isBad("two_node", "expected_votes")
                || nodeList.hasBadVotes()
                || nodeList.count() == 0
                || !isTwoNode()) {
            return;
        }
        if (nodeList.count() != 2) {
            problem("but the nodelist has " + nodeList.count() + " nodes, must be used with exactly 2");
            return;
        }
        final long expected = expectedVotes().isPresent() ? expectedVotes().getAsInt() : nodeList.votes();
        if (expected != 2) {
            problem("but expected votes are " + expected + ", must be used with exactly 2");
        }
    }

    private void problem(final String rule) {
        findings.problem(quorum.line("two_node"), "quorum.two_node", "is " + quorum.number("two_node") + ", " + rule);
    }

    private boolean isTwoNode() {
        return quorum.number("two_node") != 0;
    }

    private OptionalInt expectedVotes() {
        return quorum.isSet("expected_votes") && quorum.number("expected_votes") != 0
                ? OptionalInt.of(quorum.integer("expected_votes"))
                : OptionalInt.empty();
    }

    /** The settings; only if nothing was reported. */
    QuorumConfig build() {
        // Differs from a plain default: an absent wait_for_all means the value of two_node.
        final boolean waitForAll = quorum.isSet("wait_for_all") ? quorum.number("wait_for_all") != 0 : isTwoNode();
        return new QuorumConfig(
                quorum.text("provider"), expectedVotes(), quorum.integer("votes"), isTwoNode(), waitForAll);
    }
}
