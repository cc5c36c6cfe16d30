/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import io.totemic.protocol.message.KeyState;
import java.util.List;
import java.util.Optional;

/**
 * How far a cluster is in changing its key, as one node knows it. Keys are named by their ids, which say nothing about them.
 *
 * @param isEncrypted whether there are keys at all
 * @param own how far this node is
 * @param live ids of the keys of this node, that of its key file first; one or two
 * @param nodes of the nodelist, ascending
 */
public record KeyStatus(boolean isEncrypted, KeyState own, List<Integer> live, List<NodeKeys> nodes) {

    /** Of a node whose frames travel in the clear. */
    public static final KeyStatus CLEAR = new KeyStatus(false, KeyState.NONE, List.of(), List.of());

    public KeyStatus {
        live = List.copyOf(live);
        nodes = List.copyOf(nodes);
    }

    /**
     * What one node has said of its keys.
     *
     * @param keys empty if it is not heard now: it is down, cut off, or has none of the keys of this node
     */
    public record NodeKeys(NodeId node, Optional<MemberKeys> keys) {}

    /**
     * The keys of a member.
     *
     * @param live as {@link KeyStatus#live}
     */
    public record MemberKeys(KeyState state, List<Integer> live) {
        public MemberKeys {
            live = List.copyOf(live);
        }
    }
}
