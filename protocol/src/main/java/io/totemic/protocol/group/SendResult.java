/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

import io.totemic.protocol.QuorumVerdict;

/** What became of a multicast when it was handed over; of all but {@link Accepted} and {@link DeliveredToSelf} nothing was taken. */
public sealed interface SendResult {

    /** Whether the message is on its way, or there already. */
    default boolean isAccepted() {
        return false;
    }

    /** It stands in the send queue, and will be delivered to every member that stays with this node. */
    record Accepted() implements SendResult {

        /** As they are all alike. */
        public static final Accepted INSTANCE = new Accepted();

        @Override
        public boolean isAccepted() {
            return true;
        }
    }

    /**
     * It was delivered to its sender, and so has its place in the order.
     *
     * @param position the place
     * @param verdict of the tally on the configuration in which it was delivered
     */
    record DeliveredToSelf(Position position, QuorumVerdict verdict) implements SendResult {

        @Override
        public boolean isAccepted() {
            return true;
        }
    }

    /** The send queue is full, or a large message of this member is on its way; {@code MemberEvent.FlowControl} tells when to. */
    record TryAgain() implements SendResult {

        /** As they are all alike. */
        public static final TryAgain INSTANCE = new TryAgain();
    }

    /**
     * Longer than a message may be.
     *
     * @param bytes its length
     * @param maxBytes the greatest length
     */
    record TooLarge(int bytes, int maxBytes) implements SendResult {}

    /** The sender is in no group, or it is leaving. */
    record NotMember() implements SendResult {

        /** As they are all alike. */
        public static final NotMember INSTANCE = new NotMember();
    }

    /**
     * Quorum was demanded and is not there.
     *
     * @param verdict that of the tally; pending while the ring is formed anew
     */
    record NotQuorate(QuorumVerdict verdict) implements SendResult {}
}
