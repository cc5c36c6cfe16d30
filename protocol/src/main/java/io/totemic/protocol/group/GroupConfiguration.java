/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;

/**
 * The configuration of the ring in which a group lives.
 *
 * @param kind regular or transitional
 * @param ringId of the ring; in a transitional configuration of the one that has ended
 * @param nodes its members; in a transitional configuration those of the ended ring that go on together
 * @param companions those of {@code nodes} that came along from the last regular configuration that was told here: what was
 *     delivered to the group there was delivered here
 * @param verdict of the tally; pending in a transitional configuration
 */
public record GroupConfiguration(Kind kind, RingId ringId, NodeSet nodes, NodeSet companions, QuorumVerdict verdict) {

    /** Whether new messages are ordered, or only the last ones of the ring before are delivered. */
    public enum Kind {
        REGULAR,
        TRANSITIONAL
    }

    /** Whether new messages are ordered in it. */
    public boolean isRegular() {
        return kind == Kind.REGULAR;
    }

    /** The same, with another verdict on it. */
    public GroupConfiguration with(final QuorumVerdict changed) {
        return new GroupConfiguration(kind, ringId, nodes, companions, changed);
    }
}
