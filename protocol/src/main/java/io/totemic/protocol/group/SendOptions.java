/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

import io.totemic.protocol.Guarantee;

/**
 * How a message is sent.
 *
 * @param guarantee what its delivery says about the other members
 * @param isQuorumDemanded it is refused unless this node is quorate when it is handed over
 * @param isDeliveryAwaited the answer comes when it was delivered to its sender, and not when it was accepted
 */
public record SendOptions(Guarantee guarantee, boolean isQuorumDemanded, boolean isDeliveryAwaited) {

    /** Agreed, quorate or not, answered when it is accepted. */
    public static final SendOptions AGREED = new SendOptions(Guarantee.AGREED, false, false);

    /** Safe, quorate or not, answered when it is accepted. */
    public static final SendOptions SAFE = new SendOptions(Guarantee.SAFE, false, false);

    /** With that guarantee, quorate or not, answered when it is accepted. */
    public static SendOptions of(final Guarantee guarantee) {
        return guarantee == Guarantee.SAFE ? SAFE : AGREED;
    }

    /** The same, but refused without quorum. */
    public SendOptions demandingQuorum() {
        return new SendOptions(guarantee, true, isDeliveryAwaited);
    }

    /** The same, but answered when the message was delivered to its sender. */
    public SendOptions awaitingDelivery() {
        return new SendOptions(guarantee, isQuorumDemanded, true);
    }
}
