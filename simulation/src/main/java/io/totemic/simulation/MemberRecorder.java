/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.cpg.Cpg;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.Position;
import io.totemic.simulation.check.MemberLog;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** A further member of a group: writes down what it is told, and has it taken. */
final class MemberRecorder extends AbstractBehavior<Object> {

    /** What the recorder uses of its node and its run. */
    record Surroundings(MessagePayloads payloads, RingNames names, SimulatedScheduling scheduling) {}

    private final MemberLog log;
    private final Surroundings around;
    private final Intake intake;
    private RingId ringId;

    static Behavior<Object> create(final MemberLog log, final Intake intake, final Surroundings around) {
        return Behaviors.setup(context -> new MemberRecorder(context, log, intake, around));
    }

    private MemberRecorder(
            final ActorContext<Object> context, final MemberLog log, final Intake intake, final Surroundings around) {
        super(context);
        this.log = log;
        this.intake = intake;
        this.around = around;
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
        final MessageId message = around.payloads().decode(delivered.sender().node(), delivered.payload());
        if (!around.payloads().isWhole(message, delivered.payload())) {
            log.told(new Trace.Damaged(message, around.scheduling().nowNs()));
        }
        final Position position = delivered.position();
        final RingId ring = around.names().nameOf(position.ringId());
        log.delivered(
                new Trace.Delivered(
                        message,
                        delivered.sender(),
                        ring,
                        position.seq(),
                        around.scheduling().nowNs()),
                new Position(ring, position.seq(), position.index()));
        intake.onTold(Cpg.bytesOf(delivered));
        return this;
    }

    private Behavior<Object> onChanged(final MemberEvent.ConfigurationChanged changed) {
        final GroupConfiguration configuration = changed.configuration();
        final long nowNs = around.scheduling().nowNs();
        final RingId ring = around.names().nameOf(configuration.ringId());
        intake.noteStall();
        final boolean isFirst = ringId == null;
        final boolean isPutOut =
                log.member() != null && log.hasStalled() && changed.left().containsKey(log.member());
        if (!isFirst && !isPutOut) {
            if (configuration.isRegular() && !ringId.equals(ring)) {
                log.told(new Trace.RingInstalled(
                        ring,
                        configuration.nodes(),
                        configuration.companions(),
                        configuration.verdict().state(),
                        nowNs));
            } else if (!configuration.isRegular()
                    && changed.joined().isEmpty()
                    && changed.left().isEmpty()) {
                log.told(told(configuration, ring, nowNs));
            }
        }
        ringId = ring;
        if (!changed.joined().isEmpty() || !changed.left().isEmpty()) {
            log.told(new Trace.ViewChanged(new TreeSet<>(changed.members()), changed.joined(), changed.left(), nowNs));
        }
        if (isFirst) {
            log.told(told(configuration, ring, nowNs));
        }
        intake.onTold(Cpg.bytesOf(changed));
        return this;
    }

    private static Trace.ConfigurationTold told(
            final GroupConfiguration configuration, final RingId ring, final long nowNs) {
        return new Trace.ConfigurationTold(
                ring, configuration.nodes(), configuration.companions(), !configuration.isRegular(), nowNs);
    }
}
