/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.cpg.GroupEvent;
import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import java.nio.ByteBuffer;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A member of the run's group: writes down what it is told. */
final class GroupRecorder {

    private static final int HEADER_BYTES = 12;

    private GroupRecorder() {}

    static Behavior<Object> create(
            final Trace trace,
            final Trace.ProcessId process,
            final RingNames names,
            final SimulatedScheduling scheduling) {
        return Behaviors.receive(Object.class)
                .onMessage(GroupEvent.Delivered.class, delivered -> {
                    trace.told(
                            process,
                            new Trace.Delivered(
                                    decode(delivered.payload()),
                                    delivered.sender(),
                                    names.nameOf(delivered.ringId()),
                                    delivered.seq(),
                                    scheduling.nowNs()));
                    return Behaviors.same();
                })
                .onMessage(GroupEvent.RingChanged.class, changed -> {
                    trace.told(
                            process,
                            new Trace.RingInstalled(
                                    names.nameOf(changed.ringId()),
                                    changed.nodes(),
                                    changed.companions(),
                                    changed.verdict().state(),
                                    scheduling.nowNs()));
                    return Behaviors.same();
                })
                .onMessage(GroupEvent.MembersChanged.class, changed -> {
                    trace.told(
                            process,
                            new Trace.ViewChanged(
                                    new TreeSet<>(changed.members()),
                                    changed.joined(),
                                    changed.left(),
                                    scheduling.nowNs()));
                    return Behaviors.same();
                })
                .build();
    }

    static byte[] encode(final MessageId message, final int bytes) {
        return ByteBuffer.allocate(Math.max(HEADER_BYTES, bytes))
                .putInt(message.node().value())
                .putInt(message.incarnation())
                .putInt(message.number())
                .array();
    }

    private static MessageId decode(final byte[] payload) {
        final ByteBuffer buffer = ByteBuffer.wrap(payload);
        return new MessageId(new NodeId(buffer.getInt()), buffer.getInt(), buffer.getInt());
    }
}
