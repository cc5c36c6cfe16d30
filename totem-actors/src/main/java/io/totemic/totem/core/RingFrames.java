/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.RingId;
import io.totemic.protocol.SequenceNumbers;
import io.totemic.protocol.message.RegularMessage;
import java.util.ArrayList;
import java.util.List;

/** What the tracker has of one ring: its frames, how far they are delivered, and the last token it accepted. */
final class RingFrames {

    final RingId ringId;
    final SortQueue queue;
    final RetransmitRequests requests;
    int delivered;
    int lastTokenSeq = SequenceNumbers.BEFORE_FIRST;
    int lastTokenAru;

    RingFrames(final RingId ringId, final int missCountConst) {
        this.ringId = ringId;
        queue = new SortQueue(0);
        requests = new RetransmitRequests(missCountConst);
    }

    /** Takes what is complete and not yet delivered; frames of RECOVERY count as delivered. */
    List<RegularMessage> takeDeliverable() {
        if (delivered == queue.aru()) {
            return List.of();
        }
        final List<RegularMessage> deliverable = new ArrayList<>(queue.aru() - delivered);
        while (delivered != queue.aru()) {
            delivered++;
            final RegularMessage frame = queue.get(delivered);
            if (!frame.isEncapsulated()) {
                deliverable.add(frame);
            }
        }
        return deliverable;
    }
}
