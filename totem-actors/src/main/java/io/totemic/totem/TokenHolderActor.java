/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.membership.MembershipActor;
import io.totemic.membership.SealRing;
import io.totemic.protocol.Alarm;
import io.totemic.protocol.Effects;
import io.totemic.protocol.QuorumLease;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.RoomMessage;
import io.totemic.totem.core.HolderEffect;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.TokenHolder;
import io.totemic.totem.core.TotemSettings;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token holder of one node: takes {@link HolderCommand} and {@link SealRing}. Its core is {@link TokenHolder}. */
public final class TokenHolderActor extends AbstractBehavior<RoomMessage> implements HolderEffect.Handler {

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");

    private final RingTime time;
    private final TotemFrames frames;
    private final TokenHolder core;
    private final Alarm alarm;
    private final QuorumLease lease;
    private final Effects<HolderEffect> effects = new Effects<>();
    private ActorRef<MembershipActor.Command> membership;
    private ActorRef<TrackerCommand> tracker;
    private ActorRef<ServiceEvent> cpg;

    /** The behaviour of the holder of one node, to be run on its ring loop. */
    public static Behavior<RoomMessage> create(
            final TotemSettings settings, final RingTime time, final TotemFrames frames, final QuorumLease lease) {
        return Behaviors.setup(context -> new TokenHolderActor(context, settings, time, frames, lease));
    }

    private TokenHolderActor(
            final ActorContext<RoomMessage> context,
            final TotemSettings settings,
            final RingTime time,
            final TotemFrames frames,
            final QuorumLease lease) {
        super(context);
        this.lease = lease;
        this.time = time;
        this.frames = frames;
        core = new TokenHolder(settings);
        final ActorRef<RoomMessage> self = context.getSelf();
        alarm = time.alarm(() -> self.tell(new HolderCommand.DeadlinesDue(time.nowNs())));
    }

    @Override
    public Receive<RoomMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(HolderCommand.TokenArrived.class, m -> {
                    core.onToken(m.arrival(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(HolderCommand.Submit.class, m -> {
                    core.onSubmit(m.messages(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(HolderCommand.HoldBack.class, m -> {
                    core.onHoldBack(m.isHeldBack());
                    return this;
                })
                .onMessage(HolderCommand.DeadlinesDue.class, m -> {
                    // Not the time now: if the process was stopped in between, the token may wait to be read.
                    core.onTime(m.atNs(), effects);
                    return applied();
                })
                .onMessage(HolderCommand.HoldCancelReceived.class, m -> {
                    core.onTokenHoldCancel(m.message(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(HolderCommand.SuspendPassed.class, m -> {
                    core.onSuspend();
                    return applied();
                })
                .onMessage(SealRing.class, m -> {
                    core.onSeal(m.attempt(), effects);
                    return applied();
                })
                .onMessage(HolderCommand.RecoverPassed.class, m -> {
                    core.onRecover(m.plan(), m.encapsulated(), time.nowNs());
                    return applied();
                })
                .onMessage(HolderCommand.StartTokenPassed.class, m -> {
                    core.onStartToken(m.ringId(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(HolderCommand.InstallPassed.class, m -> {
                    core.onInstall(m.plan(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(HolderCommand.Synchronised.class, m -> {
                    core.onSynchronised(m.ringId(), time.nowNs(), effects);
                    return applied();
                })
                .onMessage(HolderCommand.GetAcceptedTokens.class, m -> {
                    m.replyTo().tell(core.acceptedTokens());
                    return this;
                })
                .onMessage(HolderCommand.Wire.class, m -> {
                    membership = m.membership();
                    tracker = m.tracker();
                    cpg = m.cpg();
                    return this;
                })
                .build();
    }

    private Behavior<RoomMessage> applied() {
        effects.drainTo(HolderEffect::applyTo, this);
        alarm.set(core.nextDeadlineNs());
        lease.until(core.leaseUntilNs());
        return this;
    }

    @Override
    public void multicast(final HolderEffect.Multicast effect) {
        frames.multicast(effect.frames());
    }

    @Override
    public void sendToken(final HolderEffect.SendToken effect) {
        frames.sendToken(effect.target(), effect.token());
    }

    @Override
    public void originated(final HolderEffect.Originated effect) {
        tracker.tell(new TrackerCommand.Originated(effect.ringId(), effect.frames()));
    }

    @Override
    public void passSeal(final HolderEffect.PassSeal effect) {
        tracker.tell(new TrackerCommand.SealPassed(effect.attempt()));
    }

    @Override
    public void reportFirstToken(final HolderEffect.ReportFirstToken effect) {
        membership.tell(new MembershipActor.FirstTokenSeen(effect.ringId()));
    }

    @Override
    public void reportTokenLost(final HolderEffect.ReportTokenLost effect) {
        membership.tell(new MembershipActor.TokenLost(effect.ringId()));
    }

    @Override
    public void reportFailedToReceive(final HolderEffect.ReportFailedToReceive effect) {
        membership.tell(new MembershipActor.FailedToReceive(effect.ringId()));
    }

    @Override
    public void reportRecoveryComplete(final HolderEffect.ReportRecoveryComplete effect) {
        membership.tell(new MembershipActor.RecoveryComplete(effect.ringId()));
    }

    @Override
    public void sendMergeDetect(final HolderEffect.SendMergeDetect effect) {
        frames.broadcastMergeDetect(effect.message());
    }

    @Override
    public void sendTokenHoldCancel(final HolderEffect.SendTokenHoldCancel effect) {
        frames.broadcastTokenHoldCancel(effect.message());
    }

    @Override
    public void returnCredit(final HolderEffect.ReturnCredit effect) {
        cpg.tell(new ServiceEvent.CreditReturned(effect.bytes()));
    }

    @Override
    public void warnTokenLate(final HolderEffect.WarnTokenLate effect) {
        TOTEM.info("Token has not been received in {} ms", TimeUnit.NANOSECONDS.toMillis(effect.lateNs()));
    }

    @Override
    public void logRetransmitList(final HolderEffect.LogRetransmitList effect) {
        if (TOTEM.isInfoEnabled()) {
            final StringBuilder list = new StringBuilder();
            for (final int seq : effect.seqs()) {
                list.append(Integer.toHexString(seq)).append(' ');
            }
            TOTEM.info("Retransmit List: {}", list);
        }
    }
}
