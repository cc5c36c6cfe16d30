/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** A member of the run's group: writes down what it is told. */
final class GroupRecorder extends AbstractBehavior<Object> {

    private final Trace trace;
    private final Trace.ProcessId process;
    private final MessagePayloads payloads;
    private final RingNames names;
    private final SimulatedScheduling scheduling;
    private final Consumer<MessageId> onDelivered;
    private RingId ringId;

    static Behavior<Object> create(
            final Trace trace,
            final Trace.ProcessId process,
            final MessagePayloads payloads,
            final RingNames names,
            final SimulatedScheduling scheduling,
            final Consumer<MessageId> onDelivered) {
        return Behaviors.setup(
                context -> new GroupRecorder(context, trace, process, payloads, names, scheduling, onDelivered));
    }

    private GroupRecorder(
            final ActorContext<Object> context,
            final Trace trace,
            final Trace.ProcessId process,
            final MessagePayloads payloads,
            final RingNames names,
            final SimulatedScheduling scheduling,
            final Consumer<MessageId> onDelivered) {
        super(context);
        this.trace = trace;
        this.process = process;
        this.payloads = payloads;
        this.names = names;
        this.scheduling = scheduling;
        this.onDelivered = onDelivered;
    }

    @Override
    public Receive<Object> createReceive() {
        return newReceiveBuilder()
                .onMessage(MemberEvent.Delivered.class, this::onDelivered)
                .onMessage(MemberEvent.ConfigurationChanged.class, this::onChanged)
                .onMessage(MemberEvent.FlowControl.class, open -> this)
                .build();
    }

    private Behavior<Object> onDelivered(final MemberEvent.Delivered delivered) {
        final MessageId message = payloads.decode(delivered.sender().node(), delivered.payload());
        if (!payloads.isWhole(message, delivered.payload())) {
            trace.told(process, new Trace.Damaged(message, scheduling.nowNs()));
        }
        trace.told(
                process,
                new Trace.Delivered(
                        message,
                        delivered.sender(),
                        names.nameOf(delivered.position().ringId()),
                        delivered.position().seq(),
                        scheduling.nowNs()));
        onDelivered.accept(message);
        return this;
    }

    private Behavior<Object> onChanged(final MemberEvent.ConfigurationChanged changed) {
        final GroupConfiguration configuration = changed.configuration();
        // The first that a member is told is its own join, on the ring that is there.
        if (configuration.isRegular() && ringId != null && !ringId.equals(configuration.ringId())) {
            trace.told(
                    process,
                    new Trace.RingInstalled(
                            names.nameOf(configuration.ringId()),
                            configuration.nodes(),
                            configuration.companions(),
                            configuration.verdict().state(),
                            scheduling.nowNs()));
        }
        final boolean isOwnLeave = ringId != null
                && changed.left().keySet().stream()
                        .anyMatch(member -> member.node().equals(process.node()));
        ringId = isOwnLeave ? null : configuration.ringId();
        if (!changed.joined().isEmpty() || !changed.left().isEmpty()) {
            trace.told(
                    process,
                    new Trace.ViewChanged(
                            new TreeSet<>(changed.members()), changed.joined(), changed.left(), scheduling.nowNs()));
        }
        return this;
    }
}
