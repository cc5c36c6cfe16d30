/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

import io.totemic.protocol.RingId;

/**
 * The place of a message in the total order; the same at everybody it is delivered to.
 *
 * @param ringId the ring on which it was ordered
 * @param seq place of its frame, unsigned, in the order of that ring
 * @param index place in its frame, from 0
 */
public record Position(RingId ringId, int seq, int index) {

    @Override
    public String toString() {
        return ringId + "/" + Integer.toUnsignedString(seq) + "/" + index;
    }
}
