/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.TieBreaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sections quorum and quorum.device, and their rules about each other and the nodelist. Source: votequorum(5). */
final class QuorumSection {

    private static final int VOTES_MAX = 1_000_000;

    private final Findings findings;
    private final SectionValues quorum;
    private final SectionValues device;
    private final NodeListSection nodeList;
    private final boolean isFenced;

    QuorumSection(
            final Findings findings,
            final SectionValues quorum,
            final SectionValues device,
            final NodeListSection nodeList,
            final boolean isFenced) {
        this.findings = findings;
        this.quorum = quorum;
        this.device = device;
        this.nodeList = nodeList;
        this.isFenced = isFenced;
    }

    /** Reports options that exclude each other, and notices those that another one switches off. */
    void check() {
        if (quorum.isBad("two_node", "expected_votes") || nodeList.hasBadVotes() || nodeList.count() == 0) {
            return;
        }
        checkTieBreaker();
        checkTwoNode();
        if (hasDevice()) {
            checkDevice();
        }
        noticeFencing();
    }

    private void checkTwoNode() {
        if (!isOn("two_node")) {
            return;
        }
        if (isOn("auto_tie_breaker")) {
            findings.notice(
                    quorum.line("two_node"),
                    "quorum.two_node",
                    "is switched off, since auto_tie_breaker is on: with both, each of two nodes would go on");
        } else if (nodeList.count() != 2) {
            problem("two_node", "but the nodelist has " + nodeList.count() + " nodes, must be used with exactly 2");
        } else if (!hasDevice() && expectedVotes() != 2) {
            problem("two_node", "but expected votes are " + expectedVotes() + ", must be used with exactly 2");
        }
    }

    private void checkTieBreaker() {
        if (!isOn("auto_tie_breaker")) {
            if (quorum.isSet("auto_tie_breaker_node")) {
                findings.notice(
                        quorum.line("auto_tie_breaker_node"),
                        "quorum.auto_tie_breaker_node",
                        "has no effect without auto_tie_breaker");
            }
            return;
        }
        if (writtenTieBreaker() == null) {
            findings.problem(
                    quorum.line("auto_tie_breaker_node"),
                    "quorum.auto_tie_breaker_node",
                    "is " + Place.shown(quorum.text("auto_tie_breaker_node"))
                            + ", must be lowest, highest, or ids of nodes");
        } else if (isTieBreakerOfOddVotes() && isOn("last_man_standing")) {
            problem(
                    "auto_tie_breaker",
                    "with last_man_standing and an odd number of votes, must be used with wait_for_all");
        } else if (isTieBreakerOfOddVotes()) {
            findings.notice(
                    quorum.line("auto_tie_breaker"),
                    "quorum.auto_tie_breaker",
                    "is switched off, since the nodelist has an odd number of votes and wait_for_all is off");
        }
    }

    private void checkDevice() {
        if (device.isBad("votes")) {
            return;
        }
        if (isOn("two_node")) {
            problem("two_node", "must not be used with a quorum device");
        }
        if (isOn("last_man_standing")) {
            problem("last_man_standing", "must not be used with a quorum device");
        }
        if (tieBreaker().isOn()) {
            problem("auto_tie_breaker", "must not be used with a quorum device");
        }
        if (isOn("allow_downscale")) {
            problem("allow_downscale", "must not be used with a quorum device");
        }
        final boolean hasVotes = device.isSet("votes");
        if (isExpectedWritten() && !hasVotes) {
            findings.problem(
                    device.line("model"),
                    "quorum.device.votes",
                    "is not set, must be written together with quorum.expected_votes");
        } else if (!hasVotes && nodeList.votes() != nodeList.count()) {
            findings.problem(
                    device.line("model"),
                    "quorum.device.votes",
                    "is not set, must be written when not every node has exactly 1 vote");
        } else if (isExpectedWritten() && device.number("votes") > 0 && expectedVotes() - device.number("votes") < 2) {
            findings.problem(
                    device.line("votes"),
                    "quorum.device.votes",
                    "is " + device.number("votes") + " of " + expectedVotes()
                            + " expected votes, must leave at least 2 to the nodes");
        }
        findings.notice(
                device.line("model"),
                "quorum.device",
                "its votes are expected, but no device daemon exists in this version that could cast them");
    }

    private void noticeFencing() {
        if (isFenced) {
            return;
        }
        for (final String mode : List.of("two_node", "last_man_standing", "auto_tie_breaker")) {
            final boolean isInForce = isOn(mode)
                    && (!mode.equals("two_node") || !isOn("auto_tie_breaker"))
                    && (!mode.equals("auto_tie_breaker") || tieBreaker().isOn());
            if (isInForce) {
                findings.notice(
                        quorum.line(mode),
                        "quorum." + mode,
                        "lets two parts be quorate at once after some failures, and no fencing is configured:"
                                + " whoever uses quorum must cut off the other part by other means; then write"
                                + " totemic { fencing: external }");
            }
        }
    }

    private void problem(final String key, final String rule) {
        findings.problem(quorum.line(key), "quorum." + key, "is " + quorum.number(key) + ", " + rule);
    }

    private boolean isOn(final String key) {
        return !quorum.isBad(key) && quorum.number(key) != 0;
    }

    private boolean hasDevice() {
        return !device.text("model").isEmpty();
    }

    private boolean isExpectedWritten() {
        return quorum.isSet("expected_votes") && quorum.number("expected_votes") != 0;
    }

    private long expectedVotes() {
        if (isExpectedWritten()) {
            return quorum.number("expected_votes");
        }
        return nodeList.votes() + (hasDevice() && !device.isSet("votes") ? nodeList.votes() - 1 : 0);
    }

    private boolean isWaitForAll() {
        return quorum.isSet("wait_for_all") ? isOn("wait_for_all") : isOn("two_node");
    }

    private boolean isTieBreakerOfOddVotes() {
        return nodeList.votes() % 2 != 0 && !isWaitForAll();
    }

    /** What is in force. */
    private TieBreaker tieBreaker() {
        return isOn("auto_tie_breaker") && !isTieBreakerOfOddVotes() && writtenTieBreaker() != null
                ? writtenTieBreaker()
                : TieBreaker.NONE;
    }

    /** What is written; null if it cannot be understood. */
    private TieBreaker writtenTieBreaker() {
        final String text = quorum.text("auto_tie_breaker_node").strip();
        if (text.equals("lowest")) {
            return TieBreaker.LOWEST;
        }
        if (text.equals("highest")) {
            return TieBreaker.HIGHEST;
        }
        final List<NodeId> nodes = new ArrayList<>();
        for (final String word : text.split("\\s+", -1)) {
            if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) == 0 || Long.parseLong(word) > NodeId.MAX) {
                return null;
            }
            nodes.add(NodeId.of(Long.parseLong(word)));
        }
        return TieBreaker.list(nodes);
    }

    /** The settings; only if nothing was reported. */
    QuorumConfig build() {
        final boolean allowsDownscale = isOn("allow_downscale");
        final int deviceVotes =
                Math.toIntExact(device.isSet("votes") ? device.number("votes") : Math.max(0, nodeList.votes() - 1));
        return new QuorumConfig(
                quorum.text("provider"),
                Math.toIntExact(expectedVotes()),
                quorum.integer("votes"),
                isOn("two_node") && !isOn("auto_tie_breaker"),
                isWaitForAll(),
                !quorum.isSet("wait_for_all"),
                isOn("last_man_standing"),
                quorum.integer("last_man_standing_window"),
                tieBreaker(),
                allowsDownscale,
                allowsDownscale || isOn("expected_votes_tracking"),
                hasDevice()
                        ? Optional.of(new QuorumDeviceConfig(
                                device.text("model"),
                                Math.min(VOTES_MAX, deviceVotes),
                                device.integer("timeout"),
                                device.integer("sync_timeout")))
                        : Optional.empty());
    }
}
