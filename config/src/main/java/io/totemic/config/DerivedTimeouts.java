/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

/**
 * Timeouts that follow from others when they are not written; whole milliseconds, fractions cut off.
 *
 * <p>In one place so that a change of the token timeout carries all others with it. The results of the shortest token that
 * is accepted are still at least one timer tick.
 *
 * <p>Source: corosync.conf(5), token_coefficient, token_retransmit, hold, consensus, heartbeat_failures_allowed.
 */
public final class DerivedTimeouts {

    private DerivedTimeouts() {}

    /**
     * Token timeout for a number of nodes: each node beyond the second prolongs the rotation by the coefficient.
     *
     * @param tokenMs {@code totem.token}, milliseconds
     * @param coefficientMs {@code totem.token_coefficient}, milliseconds for each further node
     * @param nodeCount nodes in the node list
     * @return milliseconds; a long because the product may leave the range of an int
     */
    public static long tokenMs(final int tokenMs, final int coefficientMs, final int nodeCount) {
        return tokenMs + (long) Math.max(0, nodeCount - 2) * coefficientMs;
    }

    /**
     * Time after which a token is sent again: {@code token / (retransmits + 0.2)}.
     *
     * @param tokenMs effective token timeout, milliseconds
     * @param retransmits {@code totem.token_retransmits_before_loss_const}
     */
    public static int tokenRetransmitMs(final int tokenMs, final int retransmits) {
        return (int) (5L * tokenMs / (5L * retransmits + 1));
    }

    /**
     * Time for which the token of an idle ring is held: {@code 0.8 * token_retransmit - 10}.
     *
     * @param tokenRetransmitMs milliseconds
     */
    public static int holdMs(final int tokenRetransmitMs) {
        return (int) Math.floorDiv(8L * tokenRetransmitMs - 100, 10L);
    }

    /**
     * Time after which a token that was passed on counts as lost, before the token timeout: {@code heartbeat_failures_allowed *
     * token_retransmit + max_network_delay}.
     *
     * @param failuresAllowed {@code totem.heartbeat_failures_allowed}; 0 if there is no heartbeat
     * @param tokenRetransmitMs milliseconds
     * @param maxNetworkDelayMs {@code totem.max_network_delay}, milliseconds
     * @return milliseconds, 0 if there is no heartbeat; a long because the product may leave the range of an int
     */
    public static long heartbeatMs(
            final int failuresAllowed, final int tokenRetransmitMs, final int maxNetworkDelayMs) {
        return failuresAllowed == 0 ? 0 : (long) failuresAllowed * tokenRetransmitMs + maxNetworkDelayMs;
    }

    /**
     * Time to reach consensus before a new round of GATHER: {@code 1.2 * token}.
     *
     * @param tokenMs effective token timeout, milliseconds, at most 1000000000
     */
    public static int consensusMs(final int tokenMs) {
        return Math.toIntExact(12L * tokenMs / 10);
    }
}
