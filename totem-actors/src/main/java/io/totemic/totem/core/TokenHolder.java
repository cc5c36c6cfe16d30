/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.Deadlines;
import io.totemic.protocol.Effects;
import io.totemic.protocol.Invariants;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.SequenceNumbers;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.TokenHoldCancel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Numbers and sends what waits when the token comes, keeps the token's timers, and passes it on.
 *
 * <p>Not thread-safe; called only by the holder actor. Source: paper sections 4 and 5.3.
 */
public final class TokenHolder {

    /** On a ring, what the holder knows of it; null while there is none. */
    static final class Ring {
        final RingId ringId;
        final NodeId successor;
        final boolean isRepresentative;
        final FlowControl flowControl;
        final IdleWatch idleWatch;
        final AruWatch aruWatch;
        final LoneSenderWatch loneSenderWatch = new LoneSenderWatch();
        final TokenRetransmission retransmission;

        /** Encapsulated old frames that wait; null once the ring is installed. */
        Deque<OldFrame> recoveryFrames;

        RecoveryProgress recovery;
        boolean hasSeenToken;

        /** When the last token came; never before the first. */
        long tokenCameNs = NEVER_NS;

        /** Its members are synchronised: application messages may go, and may be held back. */
        boolean isSynchronised;

        /** No frame is newer than our last one: if the ring falls idle, its token is held here. */
        boolean isHolder;

        /** Highest seq that this node has numbered; means nothing unless {@link #isHolder}. */
        private int lastOriginatedSeq;

        /** This node has asked for the held token, and it has not come yet. */
        boolean isTokenAskedFor;

        /** Recovery is complete: the token waits for our own install. */
        OrfToken awaitingInstall;

        Ring(
                final RecoveryPlan plan,
                final List<OldFrame> encapsulated,
                final TotemSettings settings,
                final long nowNs) {
            ringId = plan.ringId();
            successor = plan.members().successorOf(settings.self());
            isRepresentative = plan.ringId().representative().equals(settings.self());
            flowControl = new FlowControl(settings.windowSizeMessages(), settings.maxMessages());
            idleWatch = new IdleWatch(settings.seqnoUnchangedConst(), nowNs);
            isHolder = isRepresentative;
            lastOriginatedSeq = settings.initialSeq();
            aruWatch = new AruWatch(settings, nowNs);
            retransmission = new TokenRetransmission(settings.tokenRetransmitNs());
            recoveryFrames = new ArrayDeque<>(encapsulated);
            recovery = new RecoveryProgress(false);
        }

        boolean isInstalled() {
            return recovery == null;
        }

        boolean isIdle(final long nowNs) {
            return idleWatch.isIdle(isHolder, nowNs);
        }

        /** A token came, up to {@code seq}. */
        void noteSeq(final int seq) {
            isHolder = isHolder && seq == lastOriginatedSeq;
        }

        /** This node has numbered up to {@code seq}. */
        void noteOriginated(final int seq) {
            isHolder = true;
            lastOriginatedSeq = seq;
        }
    }

    private static final long NEVER_NS = Long.MIN_VALUE;

    final TotemSettings settings;
    final SendQueue sendQueue;
    final Deadlines<HolderDeadline> deadlines = new Deadlines<>(HolderDeadline.class);
    Ring ring;
    OrfToken savedToken;

    /** The visit after which the token was held, with the token as it will be passed on; null unless it is held. */
    TokenArrival held;

    int originatedFrames;
    boolean isHoldingBack;
    private long lastTokenNs;
    private long acceptedTokens;
    private long leaseUntilNs = NEVER_NS;

    /** A holder that has had no ring. */
    public TokenHolder(final TotemSettings settings) {
        this.settings = settings;
        sendQueue = new SendQueue(settings.maxPayloadBytes());
    }

    /** The token, after the tracker's half of the visit. */
    public void onToken(final TokenArrival arrival, final long nowNs, final Effects<HolderEffect> out) {
        if (ring == null || !arrival.token().ringId().equals(ring.ringId)) {
            return;
        }
        acceptedTokens++;
        ring.retransmission.onToken(nowNs);
        ring.isTokenAskedFor = false;
        leaseUntilNs = ring.tokenCameNs == NEVER_NS ? NEVER_NS : ring.tokenCameNs + settings.tokenNs();
        ring.tokenCameNs = nowNs;
        lastTokenNs = nowNs;
        new TokenVisit(this, arrival, nowNs, out).run();
    }

    /** GATHER was entered. */
    public void onSuspend() {
        stop();
    }

    /** COMMIT was entered: from here on nothing is numbered on the old ring. */
    public void onSeal(final RingId attempt, final Effects<HolderEffect> out) {
        stop();
        out.add(new HolderEffect.PassSeal(attempt));
    }

    /** RECOVERY was entered. */
    public void onRecover(final RecoveryPlan plan, final List<OldFrame> encapsulated, final long nowNs) {
        stop();
        ring = new Ring(plan, encapsulated, settings, nowNs);
        awaitToken(nowNs);
    }

    /** All members are in RECOVERY: this node, their representative, makes the token. */
    public void onStartToken(final RingId ringId, final long nowNs, final Effects<HolderEffect> out) {
        if (ring == null || !ring.ringId.equals(ringId)) {
            return;
        }
        Invariants.check(!ring.hasSeenToken, "ring %s has its token already", ringId);
        final boolean hasFramesToSend = !ring.recoveryFrames.isEmpty();
        ring.recovery = new RecoveryProgress(hasFramesToSend);
        // aru starts before the first seq and in our name, so that nobody but us replaces it on the first rotation.
        final OrfToken token = OrfToken.draft(settings.self(), ringId)
                .seq(settings.initialSeq())
                .tokenSeq(settings.initialSeq())
                .aru(
                        settings.initialSeq() + SequenceNumbers.BEFORE_FIRST,
                        settings.self().value())
                .retransmitting(hasFramesToSend)
                .build();
        awaitToken(nowNs);
        passToken(token, nowNs, out);
    }

    /** The ring is installed: the token that completed recovery goes on. */
    public void onInstall(final RecoveryPlan plan, final long nowNs, final Effects<HolderEffect> out) {
        Invariants.check(
                ring != null && ring.ringId.equals(plan.ringId()) && ring.awaitingInstall != null,
                "cannot install ring %s: its recovery is not complete",
                plan.ringId());
        final OrfToken token = ring.awaitingInstall;
        ring.awaitingInstall = null;
        ring.recoveryFrames = null;
        ring.recovery = null;
        sendQueue.onInstall();
        awaitToken(nowNs);
        passToken(token, nowNs, out);
    }

    /** The members of {@code ringId} are synchronised. */
    public void onSynchronised(final RingId ringId, final long nowNs, final Effects<HolderEffect> out) {
        if (ring != null && ring.isInstalled() && ring.ringId.equals(ringId)) {
            ring.isSynchronised = true;
            sendQueue.unblockApplication();
            wakeRing(nowNs, out);
        }
    }

    /** Messages to be sent, in this order, at once if the token is held here; bounded by the credit that their service holds. */
    public void onSubmit(final List<OutgoingMessage> messages, final long nowNs, final Effects<HolderEffect> out) {
        messages.forEach(sendQueue::add);
        if (ring != null) {
            ring.loneSenderWatch.onSubmit(messages.size(), nowNs);
        }
        wakeRing(nowNs, out);
    }

    /**
     * This node cannot take more than it has: from now on it counts the whole window as sent by itself, so that nobody else sends new
     * messages; or it does so no longer. What the synchronisation of a ring needs is never held back.
     */
    public void onHoldBack(final boolean newIsHoldingBack) {
        isHoldingBack = newIsHoldingBack;
    }

    /** Somebody has something to send while the token is held. */
    public void onTokenHoldCancel(final TokenHoldCancel message, final long nowNs, final Effects<HolderEffect> out) {
        if (ring != null && message.ringId().equals(ring.ringId)) {
            ring.idleWatch.reset(nowNs);
            wake(nowNs, out);
        }
    }

    /** Fires what is due at {@code nowNs}. */
    public void onTime(final long nowNs, final Effects<HolderEffect> out) {
        for (HolderDeadline due = deadlines.pollExpired(nowNs);
                due != null && ring != null;
                due = deadlines.pollExpired(nowNs)) {
            switch (due) {
                case TOKEN_LOSS, HEARTBEAT -> {
                    final RingId lost = ring.ringId;
                    stop();
                    out.add(new HolderEffect.ReportTokenLost(lost));
                }
                case TOKEN_WARNING -> {
                    out.add(new HolderEffect.WarnTokenLate(nowNs - lastTokenNs));
                    deadlines.set(HolderDeadline.TOKEN_WARNING, nowNs + settings.tokenWarningNs());
                }
                case TOKEN_HOLD -> releaseToken(nowNs, out);
                case TOKEN_RETRANSMIT -> {
                    if (savedToken != null) {
                        sendToken(savedToken, nowNs, out);
                    }
                    if (ring.isTokenAskedFor) {
                        askForToken(out);
                    }
                }
                case MERGE_DETECT -> {
                    if (ring.isInstalled() && ring.isRepresentative) {
                        out.add(new HolderEffect.SendMergeDetect(new MergeDetect(settings.self(), ring.ringId)));
                    }
                }
            }
        }
    }

    /** When {@link #onTime} wants to be called next, in ns; {@code Deadlines.NONE} if never. */
    public long nextDeadlineNs() {
        return deadlines.nextNs();
    }

    /**
     * Until when the others cannot have gone on without this node, in ns: the token time-out after the last token but one, since whose coming all
     * others have had the token. {@code Long.MIN_VALUE} if they may have.
     */
    public long leaseUntilNs() {
        return leaseUntilNs;
    }

    /** Tokens accepted so far. */
    public long acceptedTokens() {
        return acceptedTokens;
    }

    // For TokenVisit.

    void awaitToken(final long nowNs) {
        lastTokenNs = nowNs;
        deadlines.set(HolderDeadline.TOKEN_LOSS, nowNs + settings.tokenNs());
        if (settings.tokenWarningNs() > 0) {
            deadlines.set(HolderDeadline.TOKEN_WARNING, nowNs + settings.tokenWarningNs());
        }
    }

    /** Passes on {@code token} for the first time: if a heartbeat is wanted it is to come round within that time. */
    void passToken(final OrfToken token, final long nowNs, final Effects<HolderEffect> out) {
        if (settings.heartbeatNs() > 0) {
            deadlines.set(HolderDeadline.HEARTBEAT, nowNs + settings.heartbeatNs());
        }
        sendToken(token, nowNs, out);
    }

    /** Sends {@code token}, keeps it, and sends it again until the next one is accepted. */
    private void sendToken(final OrfToken token, final long nowNs, final Effects<HolderEffect> out) {
        held = null;
        savedToken = token;
        deadlines.cancel(HolderDeadline.TOKEN_HOLD);
        final boolean mayBeHeld = !ring.isHolder && ring.isIdle(nowNs);
        deadlines.set(HolderDeadline.TOKEN_RETRANSMIT, nowNs + ring.retransmission.onSent(nowNs, mayBeHeld));
        out.add(new HolderEffect.SendToken(ring.successor, token));
    }

    void holdToken(final TokenArrival visit, final long untilNs) {
        held = visit;
        savedToken = visit.token();
        deadlines.cancel(HolderDeadline.HEARTBEAT);
        deadlines.cancel(HolderDeadline.TOKEN_RETRANSMIT);
        deadlines.set(HolderDeadline.TOKEN_HOLD, untilNs);
    }

    /** Keeps the token that completed recovery until our own install; meanwhile it is late for nobody but the others. */
    void keepForInstall(final OrfToken token) {
        ring.awaitingInstall = token;
        deadlines.cancel(HolderDeadline.TOKEN_LOSS);
        deadlines.cancel(HolderDeadline.HEARTBEAT);
        deadlines.cancel(HolderDeadline.TOKEN_WARNING);
    }

    private void releaseToken(final long nowNs, final Effects<HolderEffect> out) {
        if (held != null) {
            passToken(savedToken, nowNs, out);
        }
    }

    /** Something can be sent: it leaves on the held token, or whoever holds that is asked to let it go. */
    private void wakeRing(final long nowNs, final Effects<HolderEffect> out) {
        if (ring == null || !ring.isInstalled() || sendQueue.isEmpty()) {
            return;
        }
        if (held != null) {
            ring.idleWatch.reset(nowNs);
            new TokenVisit(this, held, nowNs, out).resume();
            return;
        }
        if (!ring.isIdle(nowNs)) {
            return;
        }
        ring.idleWatch.reset(nowNs);
        wake(nowNs, out);
        if (!ring.isHolder) {
            ring.isTokenAskedFor = true;
            askForToken(out);
        }
    }

    private void askForToken(final Effects<HolderEffect> out) {
        out.add(new HolderEffect.SendTokenHoldCancel(new TokenHoldCancel(settings.self(), ring.ringId)));
    }

    /** Lets the token go if it is here; else it may have been lost while all believed it held. */
    private void wake(final long nowNs, final Effects<HolderEffect> out) {
        releaseToken(nowNs, out);
        if (deadlines.isArmed(HolderDeadline.TOKEN_RETRANSMIT)) {
            deadlines.set(HolderDeadline.TOKEN_RETRANSMIT, nowNs + ring.retransmission.onWoken());
        }
    }

    private void stop() {
        ring = null;
        savedToken = null;
        held = null;
        leaseUntilNs = NEVER_NS;
        deadlines.cancelAll();
    }
}
