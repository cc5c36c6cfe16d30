/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.simulation.check.FrameId;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.List;

/** Two nodes, one of which dies, written by hand. */
final class Stories {

    static final long MS = 1_000_000L;
    static final NodeId ONE = NodeId.of(1);
    static final NodeId TWO = NodeId.of(2);
    static final Trace.ProcessId FIRST = new Trace.ProcessId(ONE, 1);
    static final Trace.ProcessId SECOND = new Trace.ProcessId(TWO, 1);
    static final RingId RING = new RingId(ONE, 4);
    static final RingId NEXT = new RingId(ONE, 8);

    private Stories() {}

    static Story crash(final String... violations) {
        final Trace trace = new Trace();
        final NodeSet both = NodeSet.of(ONE, TWO);
        final FrameId frame = new FrameId(RING, 1, ONE, 77, false);
        for (final Trace.ProcessId process : List.of(FIRST, SECOND)) {
            trace.started(process, 0);
            trace.happened(process, new Trace.StateEntered(StateName.GATHER, GatherReason.INTERFACE_CHANGE, RING, 0));
            trace.happened(process, new Trace.StateEntered(StateName.OPERATIONAL, null, RING, 10 * MS));
            trace.happened(process, new Trace.Configured(new RegularConfiguration(RING, both, both), 10 * MS));
        }
        trace.happened(FIRST, new Trace.TokenAccepted(RING, 1, 0, 0, 11 * MS));
        trace.happened(FIRST, new Trace.FrameOriginated(frame, 11 * MS));
        trace.happened(FIRST, new Trace.FrameDelivered(frame, 11 * MS));
        trace.happened(SECOND, new Trace.FrameDelivered(frame, 12 * MS));
        trace.happened(SECOND, new Trace.TokenAccepted(RING, 2, 1, 1, 12 * MS));
        trace.told(SECOND, new Trace.Delivered(new MessageId(ONE, 1, 1), new GroupMember(ONE, 1), RING, 1, 12 * MS));
        trace.ended(SECOND, 2_000 * MS);
        trace.happened(
                FIRST,
                new Trace.StateEntered(StateName.GATHER, GatherReason.TOKEN_LOST_IN_OPERATIONAL, RING, 3_000 * MS));
        trace.happened(FIRST, new Trace.StateEntered(StateName.OPERATIONAL, null, NEXT, 4_213 * MS));
        trace.happened(
                FIRST,
                new Trace.Configured(
                        new TransitionalConfiguration(NEXT, RING, NodeSet.of(ONE), NodeSet.of(TWO)), 4_213 * MS));
        trace.happened(
                FIRST,
                new Trace.Configured(new RegularConfiguration(NEXT, NodeSet.of(ONE), NodeSet.EMPTY), 4_213 * MS));
        final Schedule schedule = Schedule.builder()
                .start(1, 2)
                .at(Duration.ofMillis(1_500))
                .send(1, 3, 100)
                .partition(NodeSet.of(ONE), NodeSet.of(TWO))
                .at(Duration.ofMillis(2_000))
                .crash(2)
                .build();
        return new Story("by <hand>", trace, schedule.steps(), 5_000 * MS, List.of(violations), "");
    }
}
