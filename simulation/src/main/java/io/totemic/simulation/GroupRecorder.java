/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.cpg.GroupEvent;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A member of the run's group: writes down what it is told. */
final class GroupRecorder {

    private GroupRecorder() {}

    static Behavior<Object> create(
            final Trace trace,
            final Trace.ProcessId process,
            final MessagePayloads payloads,
            final RingNames names,
            final SimulatedScheduling scheduling) {
        return Behaviors.receive(Object.class)
                .onMessage(GroupEvent.Delivered.class, delivered -> {
                    final MessageId message = payloads.decode(delivered.sender().node(), delivered.payload());
                    if (!payloads.isWhole(message, delivered.payload())) {
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
                                    changed.joined(),
                                    changed.left(),
                                    scheduling.nowNs()));
                    return Behaviors.same();
                })
                .build();
    }
}
