/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.membership.MembershipProbe;
import io.totemic.protocol.Configuration;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;

/**
 * Sees what a node originates, delivers and accepts, in its order: for checkers, in the simulator or over a live node's trace.
 *
 * <p>Called only on the ring loop, by the rooms of the tracker and of the membership; must neither block nor throw.
 */
public interface RingProbe extends MembershipProbe {

    /** Sees nothing. */
    RingProbe NONE = new RingProbe() {};

    /** A frame was numbered here; frames of RECOVERY too. */
    default void originated(final RegularMessage frame) {}

    /**
     * A safe frame is here now, so that it can be sent again: received, brought by recovery, or numbered here; before it is
     * delivered.
     */
    default void held(final RegularMessage frame) {}

    /** A frame is delivered here, before the service it is for sees it. */
    default void delivered(final RegularMessage frame) {}

    /** A configuration is delivered here, in one order with the frames. */
    default void configurationDelivered(final Configuration configuration) {}

    /** So many places of the {@code capacity} of the sort queue are in use here, those of missing frames too. */
    default void queued(final int frames, final int capacity) {}

    /** A token was accepted here. */
    default void tokenAccepted(final OrfToken token) {}
}
