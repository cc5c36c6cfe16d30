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
import java.util.Arrays;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A member of the run's group: writes down what it is told. */
final class GroupRecorder {

    private static final int HEADER_BYTES = 16;

    /** So that bytes a frame apart differ. */
    private static final int STEP = 7;

    private GroupRecorder() {}

    static Behavior<Object> create(
            final Trace trace,
            final Trace.ProcessId process,
            final RingNames names,
            final SimulatedScheduling scheduling) {
        return Behaviors.receive(Object.class)
                .onMessage(GroupEvent.Delivered.class, delivered -> {
                    final MessageId message = decode(delivered.payload());
                    if (!Arrays.equals(delivered.payload(), encode(message, delivered.payload().length))) {
                        trace.told(process, new Trace.Damaged(message, scheduling.nowNs()));
                    }
                    trace.told(
                            process,
                            new Trace.Delivered(
                                    message,
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
                                    new TreeSet<>(changed.joined().keySet()),
                                    new TreeSet<>(changed.left().keySet()),
                                    scheduling.nowNs()));
                    return Behaviors.same();
                })
                .build();
    }

    /** A message of so many bytes, or as many as its header takes, of which each byte follows from its header. */
    static byte[] encode(final MessageId message, final int bytes) {
        final ByteBuffer buffer = ByteBuffer.allocate(Math.max(HEADER_BYTES, bytes))
                .putInt(message.node().value())
                .putInt(message.incarnation())
                .putInt(message.number())
                .putInt(Math.max(HEADER_BYTES, bytes));
        for (int i = HEADER_BYTES; i < bytes; i++) {
            buffer.put((byte) (message.number() + i * STEP));
        }
        return buffer.array();
    }

    private static MessageId decode(final byte[] payload) {
        final ByteBuffer buffer = ByteBuffer.wrap(payload);
        return new MessageId(new NodeId(buffer.getInt()), buffer.getInt(), buffer.getInt());
    }
}
