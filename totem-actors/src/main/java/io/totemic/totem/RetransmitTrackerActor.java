/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.membership.MembershipActor;
import io.totemic.membership.RingControl;
import io.totemic.protocol.Effects;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.totem.core.RetransmitTracker;
import io.totemic.totem.core.TotemSettings;
import io.totemic.totem.core.TrackerEffect;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The retransmit tracker of one node: takes {@link TrackerCommand} and {@link RingControl}. Its core is {@link RetransmitTracker}. */
public final class RetransmitTrackerActor extends AbstractBehavior<RoomMessage> implements TrackerEffect.Handler {

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");

    private final RingTime time;
    private final TotemFrames frames;
    private final RingProbe probe;
    private final RetransmitTracker core;
    private final Effects<TrackerEffect> effects = new Effects<>();
    private ActorRef<MembershipActor.Command> membership;
    private ActorRef<HolderCommand> holder;
    private ActorRef<BarrierCommand> barrier;
    private long receivedFrames;

    /** The behaviour of the tracker of one node, to be run on its ring loop. */
    public static Behavior<RoomMessage> create(
            final TotemSettings settings, final RingTime time, final TotemFrames frames, final RingProbe probe) {
        return Behaviors.setup(context -> new RetransmitTrackerActor(context, settings, time, frames, probe));
    }

    private RetransmitTrackerActor(
            final ActorContext<RoomMessage> context,
            final TotemSettings settings,
            final RingTime time,
            final TotemFrames frames,
            final RingProbe probe) {
        super(context);
        this.time = time;
        this.frames = frames;
        this.probe = probe;
        core = new RetransmitTracker(settings);
    }

    @Override
    public Receive<RoomMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(TrackerCommand.FramesReceived.class, this::onFrames)
                .onMessage(TrackerCommand.TokenReceived.class, m -> {
                    core.onToken(m.token(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(TrackerCommand.Originated.class, m -> {
                    for (final RegularMessage frame : m.frames()) {
                        probe.originated(frame);
                    }
                    core.onOriginated(m.ringId(), m.frames(), effects);
                    return applied();
                })
                .onMessage(RingControl.Suspend.class, m -> {
                    core.onSuspend(effects);
                    return applied();
                })
                .onMessage(TrackerCommand.SealPassed.class, m -> {
                    core.onSeal(m.attempt(), effects);
                    return applied();
                })
                .onMessage(RingControl.Recover.class, m -> {
                    core.onRecover(m.plan(), effects);
                    return applied();
                })
                .onMessage(RingControl.StartToken.class, m -> {
                    core.onStartToken(m.ringId(), effects);
                    return applied();
                })
                .onMessage(RingControl.Install.class, m -> {
                    core.onInstall(m.plan(), effects);
                    return applied();
                })
                .onMessage(TrackerCommand.GetStatus.class, m -> {
                    m.replyTo().tell(status());
                    return this;
                })
                .onMessage(TrackerCommand.Wire.class, m -> {
                    membership = m.membership();
                    holder = m.holder();
                    barrier = m.barrier();
                    return this;
                })
                .build();
    }

    private Behavior<RoomMessage> onFrames(final TrackerCommand.FramesReceived received) {
        receivedFrames += received.frames().size();
        core.onFrames(received.frames(), time.nowNs(), effects);
        return applied();
    }

    private TrackerStatus status() {
        return new TrackerStatus(
                receivedFrames,
                core.duplicateFrames(),
                core.droppedFrames(),
                core.forgedFrames(),
                core.droppedTokens(),
                core.retransmittedFrames(),
                core.requestedFrames(),
                core.timesSlow());
    }

    private Behavior<RoomMessage> applied() {
        probe.queued(core.queuedFrames(), RetransmitTracker.QUEUE_CAPACITY);
        effects.drainTo(TrackerEffect::applyTo, this);
        return this;
    }

    @Override
    public void retransmit(final TrackerEffect.Retransmit effect) {
        frames.multicast(effect.frames());
    }

    @Override
    public void passToken(final TrackerEffect.PassToken effect) {
        probe.tokenAccepted(effect.arrival().token());
        holder.tell(new HolderCommand.TokenArrived(effect.arrival()));
    }

    @Override
    public void passSuspend(final TrackerEffect.PassSuspend effect) {
        holder.tell(new HolderCommand.SuspendPassed());
        barrier.tell(new BarrierCommand.SuspendPassed());
    }

    @Override
    public void passRecover(final TrackerEffect.PassRecover effect) {
        holder.tell(new HolderCommand.RecoverPassed(effect.plan(), effect.encapsulated()));
    }

    @Override
    public void passStartToken(final TrackerEffect.PassStartToken effect) {
        holder.tell(new HolderCommand.StartTokenPassed(effect.ringId()));
    }

    @Override
    public void passInstall(final TrackerEffect.PassInstall effect) {
        holder.tell(new HolderCommand.InstallPassed(effect.plan()));
    }

    @Override
    public void reportSeal(final TrackerEffect.ReportSeal effect) {
        membership.tell(new MembershipActor.RingSealed(effect.report()));
    }

    @Override
    public void reportForeign(final TrackerEffect.ReportForeign effect) {
        membership.tell(new MembershipActor.ForeignFrameSeen(effect.from(), effect.ringId()));
    }

    @Override
    public void noteHeld(final TrackerEffect.NoteHeld effect) {
        probe.held(effect.frame());
    }

    @Override
    public void deliver(final TrackerEffect.Deliver effect) {
        for (final RegularMessage frame : effect.frames()) {
            probe.delivered(frame);
        }
        barrier.tell(new BarrierCommand.DeliverFrames(effect.frames()));
    }

    @Override
    public void deliverConfiguration(final TrackerEffect.DeliverConfiguration effect) {
        probe.configurationDelivered(effect.configuration());
        barrier.tell(new BarrierCommand.DeliverConfiguration(effect.configuration()));
    }

    @Override
    public void reportSlowReceiver(final TrackerEffect.ReportSlowReceiver effect) {
        TOTEM.warn(
                "Node {} receives slowly, {} messages behind: the ring waits for it.",
                effect.node(),
                effect.framesBehind());
    }

    @Override
    public void reportCaughtUp(final TrackerEffect.ReportCaughtUp effect) {
        TOTEM.info(
                "Node {} has caught up after {} ms, it was up to {} messages behind.",
                effect.node(),
                TimeUnit.NANOSECONDS.toMillis(effect.afterNs()),
                effect.mostFramesBehind());
    }

    @Override
    public void reportSlowMember(final TrackerEffect.ReportSlowMember effect) {
        TOTEM.warn(
                "Node {} is slow, the token takes {} ms to pass it: the ring waits for it.",
                effect.node(),
                TimeUnit.NANOSECONDS.toMillis(effect.delayNs()));
    }

    @Override
    public void reportPromptMember(final TrackerEffect.ReportPromptMember effect) {
        TOTEM.info(
                "Node {} is slow no longer, after {} ms.",
                effect.node(),
                TimeUnit.NANOSECONDS.toMillis(effect.afterNs()));
    }
}
