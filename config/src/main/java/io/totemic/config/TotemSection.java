/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

/**
 * Section totem: the rules between its keys, and its effective values.
 *
 * <p>Each rule is skipped if one of its keys was a problem already. Source: corosync.conf(5), totem.
 */
final class TotemSection {

    /** The tick of Corosync's scheduler three times over; no timer may be shorter. */
    static final int MINIMUM_TIMER_MS = 30;

    private static final long MAXIMUM_TOKEN_MS = 1_000_000_000;
    private static final int SORT_QUEUE_SLOTS = 16_384;

    private final Findings findings;
    private final SectionValues totem;
    private final SectionValues linkZero;
    private final int nodeCount;

    TotemSection(
            final Findings findings, final SectionValues totem, final SectionValues linkZero, final int nodeCount) {
        this.findings = findings;
        this.totem = totem;
        this.linkZero = linkZero;
        this.nodeCount = nodeCount;
    }

    /** Reports what is missing and what does not fit together. */
    void check() {
        if (!totem.isSet("version") && !totem.isBad("version")) {
            findings.problem(0, "totem.version", "is not set, must be 2");
        }
        if (totem.isSet("transport")) {
            findings.notice(
                    totem.line("transport"),
                    "totem.transport",
                    "is " + totem.text("transport") + ", but frames travel over Aeron UDP whatever is written");
        }
        checkTimers();
        if (!totem.isBad("window_size", "max_messages")) {
            checkWindow();
        }
    }

    private void checkTimers() {
        if (totem.isBad("token", "token_coefficient", "token_retransmits_before_loss_const")) {
            return;
        }
        final long tokenMs = effectiveTokenMs();
        final boolean isTokenSet = totem.isSet("token");
        if (tokenMs > MAXIMUM_TOKEN_MS) {
            final String key = totem.isSet("token_coefficient") ? "token_coefficient" : "token";
            problem(
                    key,
                    "is " + totem.text(key) + " ms, which makes the effective token timeout of " + nodeCount + " nodes "
                            + tokenMs + " ms, must be at most " + MAXIMUM_TOKEN_MS + " ms");
        } else if (tokenMs < MINIMUM_TIMER_MS) {
            problem(
                    "token",
                    "is " + totem.number("token") + " ms, effective " + tokenMs + " ms for " + nodeCount
                            + " nodes, must be at least " + MINIMUM_TIMER_MS + " ms");
        } else if (!totem.isBad("token_retransmit")) {
            final int retransmitMs = tokenRetransmitMs();
            if (retransmitMs < MINIMUM_TIMER_MS) {
                final boolean blameRetransmits = totem.isSet("token_retransmits_before_loss_const") && !isTokenSet;
                final String key = blameRetransmits ? "token_retransmits_before_loss_const" : "token";
                problem(
                        key,
                        "is " + totem.number(key) + ", which makes token_retransmit " + retransmitMs
                                + " ms (effective token " + tokenMs + " ms / "
                                + totem.number("token_retransmits_before_loss_const") + ".2), must make it at least "
                                + MINIMUM_TIMER_MS + " ms");
            } else {
                checkHold(tokenMs);
                checkHeartbeat(tokenMs);
            }
        }
        if (tokenMs >= MINIMUM_TIMER_MS && tokenMs <= MAXIMUM_TOKEN_MS && !totem.isBad("consensus", "join")) {
            checkConsensus(tokenMs);
        }
    }

    private void checkHold(final long tokenMs) {
        if (!totem.isBad("hold") && holdMs() >= tokenMs) {
            final boolean isHoldSet = totem.isSet("hold");
            final String key = isHoldSet ? "hold" : "token_retransmit";
            final String found = isHoldSet
                    ? "is " + holdMs() + " ms, must be "
                    : "is " + tokenRetransmitMs() + " ms, which makes hold " + holdMs() + " ms, must make it ";
            problem(key, found + "less than the effective totem.token (" + tokenMs + " ms)");
        }
    }

    private void checkConsensus(final long tokenMs) {
        final int consensusMs = consensusMs();
        final int joinMs = totem.integer("join");
        if (consensusMs < joinMs) {
            if (totem.isSet("consensus")) {
                problem("consensus", "is " + consensusMs + " ms, must be at least totem.join (" + joinMs + " ms)");
            } else {
                problem(
                        "join",
                        "is " + joinMs + " ms, must be at most totem.consensus (" + consensusMs
                                + " ms, 1.2 * effective totem.token)");
            }
        } else if (consensusMs < DerivedTimeouts.consensusMs((int) tokenMs)) {
            findings.notice(
                    totem.line("consensus"),
                    "totem.consensus",
                    "is " + consensusMs + " ms, should be at least 1.2 * effective totem.token ("
                            + DerivedTimeouts.consensusMs((int) tokenMs) + " ms)");
        }
    }

    private void checkHeartbeat(final long tokenMs) {
        if (totem.isBad("heartbeat_failures_allowed", "max_network_delay")) {
            return;
        }
        final long heartbeatMs = heartbeatMs();
        if (heartbeatMs >= tokenMs) {
            findings.notice(
                    totem.line("heartbeat_failures_allowed"),
                    "totem.heartbeat_failures_allowed",
                    "has no effect: the heartbeat timeout is " + heartbeatMs
                            + " ms, not less than the effective totem.token (" + tokenMs + " ms)");
        }
    }

    private void checkWindow() {
        final long slots = totem.number("window_size") + totem.number("max_messages");
        if (slots >= SORT_QUEUE_SLOTS) {
            final String key = totem.isSet("window_size") ? "window_size" : "max_messages";
            problem(
                    key,
                    "is " + totem.number(key) + ", which makes window_size + max_messages " + slots
                            + ", must make it less than " + SORT_QUEUE_SLOTS);
        }
    }

    private void problem(final String key, final String rule) {
        findings.problem(totem.line(key), totem.path(key), rule);
    }

    private long effectiveTokenMs() {
        return DerivedTimeouts.tokenMs(totem.integer("token"), totem.integer("token_coefficient"), nodeCount);
    }

    private int tokenRetransmitMs() {
        return totem.isSet("token_retransmit")
                ? totem.integer("token_retransmit")
                : DerivedTimeouts.tokenRetransmitMs(
                        Math.toIntExact(effectiveTokenMs()), totem.integer("token_retransmits_before_loss_const"));
    }

    private int holdMs() {
        return totem.isSet("hold") ? totem.integer("hold") : DerivedTimeouts.holdMs(tokenRetransmitMs());
    }

    private int consensusMs() {
        return totem.isSet("consensus")
                ? totem.integer("consensus")
                : DerivedTimeouts.consensusMs(Math.toIntExact(effectiveTokenMs()));
    }

    private long heartbeatMs() {
        return DerivedTimeouts.heartbeatMs(
                totem.integer("heartbeat_failures_allowed"), tokenRetransmitMs(), totem.integer("max_network_delay"));
    }

    /** The effective values; only if nothing was reported. */
    TotemConfig build() {
        return new TotemConfig(
                2,
                totem.text("cluster_name"),
                totem.integer("token"),
                totem.integer("token_coefficient"),
                Math.toIntExact(effectiveTokenMs()),
                totem.integer("token_warning"),
                totem.integer("token_retransmits_before_loss_const"),
                tokenRetransmitMs(),
                holdMs(),
                totem.integer("join"),
                totem.integer("send_join"),
                consensusMs(),
                totem.integer("merge"),
                totem.integer("fail_recv_const"),
                totem.integer("seqno_unchanged_const"),
                totem.integer("heartbeat_failures_allowed"),
                totem.integer("max_network_delay"),
                heartbeatMs() < effectiveTokenMs() ? Math.toIntExact(heartbeatMs()) : 0,
                totem.integer("window_size"),
                totem.integer("max_messages"),
                totem.integer("accelerated_window"),
                totem.integer("miss_count_const"),
                totem.integer("netmtu"),
                totem.isOn("cancel_token_hold_on_retransmit"),
                linkZero.integer("mcastport"));
    }
}
