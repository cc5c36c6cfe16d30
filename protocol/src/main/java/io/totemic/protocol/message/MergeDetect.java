/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;

/**
 * Says that a ring exists, so that two idle rings find each other.
 *
 * @param sender who says so
 * @param ringId its ring
 * @param hearing whom the sender hears; null in a plain one, as Corosync sends it
 */
public record MergeDetect(NodeId sender, RingId ringId, Hearing hearing) implements TotemMessage {

    /** A plain one. */
    public MergeDetect(final NodeId sender, final RingId ringId) {
        this(sender, ringId, null);
    }
}
