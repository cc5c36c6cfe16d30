/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.group.MemberEvent;
import io.totemic.totem.RingProbe;
import java.util.Optional;
import java.util.function.Consumer;

/** Sees what happens on the ring of a node, and what its members of groups are told: for traces of live nodes. */
public interface NodeProbe extends RingProbe {

    /** Sees nothing. */
    NodeProbe NONE = new NodeProbe() {};

    /**
     * A member is about to join {@code group} here. What it is told goes to the result first, in the same order and never on
     * the ring loop; empty if nobody wants to see it.
     */
    default Optional<Consumer<MemberEvent>> member(final String group) {
        return Optional.empty();
    }
}
