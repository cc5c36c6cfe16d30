/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys.core;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.KeyState;

/** What became of a change of keys that an operator asked for. */
public sealed interface KeyChange {

    /**
     * It was made, by all members at the same place in the order.
     *
     * @param state of this node now
     * @param notHeard nodes of the nodelist that are no members, and do not know of it
     */
    record Made(KeyState state, NodeSet notHeard) implements KeyChange {}

    /** Nothing was changed. {@code rule} says why, as one clause. */
    record Refused(String rule) implements KeyChange {}

    /** A configuration is on its way. Nothing was sent. */
    record TryAgain(String why) implements KeyChange {}
}
