/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.membership.core.MembershipDeadline;
import io.totemic.membership.core.MembershipEffect;
import io.totemic.membership.core.MembershipFsm;
import io.totemic.membership.core.MembershipInput;
import io.totemic.membership.core.MembershipSettings;
import io.totemic.membership.core.SealReport;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.Alarm;
import io.totemic.protocol.Effects;
import io.totemic.protocol.Invariants;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import java.util.function.LongUnaryOperator;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The membership protocol of one node. All it decides is decided in {@link MembershipFsm}. */
public final class MembershipActor extends AbstractBehavior<MembershipActor.Command>
        implements MembershipEffect.Handler {

    /** What this actor takes. */
    public sealed interface Command extends RoomMessage {}

    /** First message: who is written to. */
    public record Wire(ActorRef<RingControl> tracker, ActorRef<SealRing> holder) implements Command {}

    /** Begin: the link is up. */
    public record Start() implements Command {}

    /** A JOIN or LEAVE has come. */
    public record JoinReceived(Join join) implements Command {}

    /** A commit token has come. */
    public record CommitTokenReceived(CommitToken token) implements Command {}

    /** A merge detect has come. */
    public record MergeDetectReceived(MergeDetect message) implements Command {}

    /** From the tracker: somebody sends on another ring. */
    public record ForeignFrameSeen(NodeId from, RingId ringId) implements Command {}

    /** From the tracker: the old ring is sealed. */
    public record RingSealed(SealReport report) implements Command {}

    /** From the holder: no token for the token time-out. */
    public record TokenLost(RingId ringId) implements Command {}

    /** From the holder: this node holds the aru back. */
    public record FailedToReceive(RingId ringId) implements Command {}

    /** From the holder: the first token of a ring was accepted. */
    public record FirstTokenSeen(RingId ringId) implements Command {}

    /** From the holder: recovery is complete. */
    public record RecoveryComplete(RingId ringId) implements Command {}

    /** Answer with the status. */
    public record GetStatus(ActorRef<MembershipStatus> replyTo) implements Command {}

    /** Tell the others that this node goes, then answer. */
    public record Leave(ActorRef<Done> replyTo) implements Command {}

    private record RingSeqPersisted(long seq, Throwable failure) implements Command {}

    private record DeadlinesDue(long atNs) implements Command {}

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");
    private static final Logger MAIN = LoggerFactory.getLogger("totemic.MAIN");

    private final MembershipSettings settings;
    private final RingTime time;
    private final MembershipFrames frames;
    private final RingIdStore store;
    private final MembershipFsm fsm;
    private final MembershipProbe probe;
    private final StepWatch watch;
    private final MembershipLog log = new MembershipLog();
    private final Alarm alarm;
    private final Effects<MembershipEffect> effects = new Effects<>();
    private ActorRef<RingControl> tracker;
    private ActorRef<SealRing> holder;

    /**
     * The behaviour of the membership protocol of one node, to be run on its ring loop.
     *
     * @param random answers a number from 0 to below its argument
     */
    public static Behavior<Command> create(
            final MembershipSettings settings,
            final RingTime time,
            final MembershipFrames frames,
            final RingIdStore store,
            final LongUnaryOperator random,
            final MembershipProbe probe) {
        return Behaviors.setup(context -> new MembershipActor(
                context, settings, time, frames, store, new MembershipFsm(settings, random), probe));
    }

    private MembershipActor(
            final ActorContext<Command> context,
            final MembershipSettings settings,
            final RingTime time,
            final MembershipFrames frames,
            final RingIdStore store,
            final MembershipFsm fsm,
            final MembershipProbe probe) {
        super(context);
        this.settings = settings;
        this.time = time;
        this.frames = frames;
        this.store = store;
        this.fsm = fsm;
        this.probe = probe;
        watch = new StepWatch(probe);
        final ActorRef<Command> self = context.getSelf();
        alarm = time.alarm(() -> self.tell(new DeadlinesDue(time.nowNs())));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(
                        JoinReceived.class,
                        m -> step(
                                m.join().isLeave() ? MembershipInput.LEAVE : MembershipInput.JOIN,
                                () -> fsm.onJoin(m.join(), time.nowNs(), effects)))
                .onMessage(DeadlinesDue.class, m -> onDeadlinesDue(m.atNs()))
                .onMessage(
                        CommitTokenReceived.class,
                        m -> step(
                                MembershipInput.COMMIT_TOKEN,
                                () -> fsm.onCommitToken(m.token(), time.nowNs(), effects)))
                .onMessage(
                        MergeDetectReceived.class,
                        m -> step(
                                MembershipInput.MERGE_DETECT,
                                () -> fsm.onMergeDetect(m.message(), time.nowNs(), effects)))
                .onMessage(
                        ForeignFrameSeen.class,
                        m -> step(
                                MembershipInput.FOREIGN_MESSAGE,
                                () -> fsm.onForeignMessage(m.from(), m.ringId(), time.nowNs(), effects)))
                .onMessage(TokenLost.class, this::onTokenLost)
                .onMessage(FailedToReceive.class, m -> {
                    TOTEM.error("FAILED TO RECEIVE");
                    return step(
                            MembershipInput.FAILED_TO_RECEIVE,
                            () -> fsm.onFailedToReceive(m.ringId(), time.nowNs(), effects));
                })
                .onMessage(
                        RingSealed.class,
                        m -> step(
                                MembershipInput.SEAL_REPORT, () -> fsm.onSealReport(m.report(), time.nowNs(), effects)))
                .onMessage(RingSeqPersisted.class, this::onRingSeqPersisted)
                .onMessage(
                        FirstTokenSeen.class,
                        m -> step(MembershipInput.FIRST_TOKEN, () -> fsm.onFirstToken(m.ringId())))
                .onMessage(
                        RecoveryComplete.class,
                        m -> step(
                                MembershipInput.RECOVERY_COMPLETE,
                                () -> fsm.onRecoveryComplete(m.ringId(), time.nowNs(), effects)))
                .onMessage(GetStatus.class, m -> {
                    m.replyTo()
                            .tell(new MembershipStatus(
                                    fsm.stateName(),
                                    fsm.ringId(),
                                    fsm.installedRingId(),
                                    fsm.installedMembers(),
                                    log.gatherEntered(),
                                    log.operationalEntered(),
                                    fsm.peers(),
                                    fsm.linkFaults()));
                    return this;
                })
                .onMessage(Leave.class, m -> {
                    step(MembershipInput.OWN_LEAVE, () -> fsm.leave(effects));
                    m.replyTo().tell(Done.getInstance());
                    return this;
                })
                .onMessage(Wire.class, m -> {
                    tracker = m.tracker();
                    holder = m.holder();
                    return this;
                })
                .onMessage(Start.class, m -> {
                    return step(MembershipInput.START, () -> {
                        fsm.start(store.load(), time.nowNs(), effects);
                        TOTEM.debug("Created or loaded sequence id {} for this ring.", fsm.ringId());
                    });
                })
                .build();
    }

    private Behavior<Command> onTokenLost(final TokenLost lost) {
        if (lost.ringId().equals(fsm.ringId()) && fsm.stateName() == StateName.OPERATIONAL) {
            log.tokenLost(settings);
        }
        return step(MembershipInput.TOKEN_LOST, () -> fsm.onTokenLost(lost.ringId(), time.nowNs(), effects));
    }

    private Behavior<Command> onRingSeqPersisted(final RingSeqPersisted persisted) {
        // A node that cannot store ring sequences could use one twice after a crash: it must not go on.
        Invariants.check(
                persisted.failure() == null,
                "ring sequence %s cannot be stored: %s",
                Long.toHexString(persisted.seq()),
                persisted.failure());
        return step(
                MembershipInput.RING_SEQ_PERSISTED,
                () -> fsm.onRingSeqPersisted(persisted.seq(), time.nowNs(), effects));
    }

    /** Not at the time now: if the process was stopped in between, what was waited for may wait to be read. */
    private Behavior<Command> onDeadlinesDue(final long nowNs) {
        for (MembershipDeadline due = fsm.pollDeadline(nowNs); due != null; due = fsm.pollDeadline(nowNs)) {
            final MembershipDeadline deadline = due;
            step(MembershipInput.of(deadline), () -> fsm.onDeadline(deadline, nowNs, effects));
        }
        alarm.set(fsm.nextDeadlineNs());
        return this;
    }

    private Behavior<Command> step(final MembershipInput input, final Runnable call) {
        watch.begin(input, fsm.stateName());
        call.run();
        effects.drainTo(effect -> {
            watch.saw(effect);
            effect.applyTo(this);
        });
        watch.end(fsm.ringId());
        alarm.set(fsm.nextDeadlineNs());
        return this;
    }

    @Override
    public void sendJoin(final MembershipEffect.SendJoin effect) {
        frames.broadcastJoin(effect.join());
    }

    @Override
    public void sendMergeDetect(final MembershipEffect.SendMergeDetect effect) {
        frames.broadcastMergeDetect(effect.message());
    }

    @Override
    public void linkFaultFound(final MembershipEffect.LinkFaultFound effect) {
        log.linkFault(effect.fault());
    }

    @Override
    public void heldOff(final MembershipEffect.HeldOff effect) {
        log.heldOff(effect);
        probe.heldOff(effect.node(), effect.holdNs());
    }

    @Override
    public void sendCommitToken(final MembershipEffect.SendCommitToken effect) {
        frames.sendCommitToken(effect.target(), effect.token());
    }

    @Override
    public void persistRingSeq(final MembershipEffect.PersistRingSeq effect) {
        final ActorRef<Command> self = getContext().getSelf();
        final long seq = effect.seq();
        MAIN.debug("Storing new sequence id for rings up to {}", Long.toHexString(seq));
        store.persist(seq, failure -> self.tell(new RingSeqPersisted(seq, failure)));
    }

    @Override
    public void suspend(final MembershipEffect.Suspend effect) {
        tracker.tell(new RingControl.Suspend());
    }

    @Override
    public void seal(final MembershipEffect.Seal effect) {
        holder.tell(new SealRing(effect.attempt()));
    }

    @Override
    public void recover(final MembershipEffect.Recover effect) {
        tracker.tell(new RingControl.Recover(effect.plan()));
    }

    @Override
    public void startToken(final MembershipEffect.StartToken effect) {
        TOTEM.debug("Sending initial ORF token");
        tracker.tell(new RingControl.StartToken(effect.ringId()));
    }

    @Override
    public void install(final MembershipEffect.Install effect) {
        tracker.tell(new RingControl.Install(effect.plan()));
    }

    @Override
    public void stateEntered(final MembershipEffect.StateEntered effect) {
        log.entered(effect);
    }
}
