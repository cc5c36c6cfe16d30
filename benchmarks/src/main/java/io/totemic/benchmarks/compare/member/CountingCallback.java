/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.ByteGroup;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.MemberListener;
import java.util.List;

/** The same as {@link CountingListener} without an actor: is called with many events at a time. */
final class CountingCallback implements MemberListener {

    private final MemberLoop loop;
    private volatile ByteGroup group;
    private final byte[] header = new byte[MessageHeader.BYTES];
    private long takenBytes;

    CountingCallback(final MemberLoop loop) {
        this.loop = loop;
    }

    /** The group was joined; only then what was taken can be acknowledged. */
    void joined(final ByteGroup joined) {
        group = joined;
    }

    @Override
    public void onEvents(final List<MemberEvent> events) {
        for (final MemberEvent event : events) {
            if (event instanceof MemberEvent.Delivered delivered) {
                delivered.content().copyTo(0, header, 0, header.length);
                loop.tally().onDelivered(header, 0);
            } else if (event instanceof MemberEvent.ConfigurationChanged changed) {
                MemberLoop.tell("MEMBERS " + changed.members().size());
            }
            takenBytes += ByteGroup.windowBytesOf(event);
        }
        if (group != null && takenBytes >= CountingListener.ACKNOWLEDGED_BYTES) {
            group.consumed(takenBytes);
            takenBytes = 0;
        }
    }
}
