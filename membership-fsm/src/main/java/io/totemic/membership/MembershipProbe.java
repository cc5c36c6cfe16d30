/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.membership.core.MembershipStep;
import io.totemic.protocol.NodeId;

/**
 * Sees each step of the membership protocol of a node, for traces and for the coverage of the simulator.
 *
 * <p>Called only on the ring loop; must neither block nor throw.
 */
public interface MembershipProbe {

    /** An input was dealt with, and what it led to is done. */
    default void stepped(final MembershipStep step) {}

    /** {@code node} was lost or left out so often that it is not tried again for {@code holdNs}. */
    default void heldOff(final NodeId node, final long holdNs) {}
}
