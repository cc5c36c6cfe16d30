/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The holder's half of a token visit; which steps are whose stands at {@link TokenArrival}.
 *
 * <p>The frames of the visit leave before the token, but for the last ones if the ring is accelerated; all before anything is
 * delivered here.
 *
 * <p>Source: paper section 4; the accelerated ring is that of Babay and Amir, ICDCS 2016.
 */
final class TokenVisit {

    private final TokenHolder holder;
    private final TokenHolder.Ring ring;
    private final TotemSettings settings;
    private final TokenArrival arrival;
    private final OrfToken token;
    private final long nowNs;
    private final Effects<HolderEffect> out;

    TokenVisit(
            final TokenHolder holder, final TokenArrival arrival, final long nowNs, final Effects<HolderEffect> out) {
        this.holder = holder;
        this.arrival = arrival;
        this.nowNs = nowNs;
        this.out = out;
        ring = holder.ring;
        settings = holder.settings;
        token = arrival.token();
    }

    /** The token has come. */
    void run() {
        noteArrival();
        send(token.tokenSeq() + 1, isToBeHeld());
    }

    /** The token was held at the end of this visit, has left for nobody, and there is something to send now. */
    void resume() {
        send(token.tokenSeq(), false);
    }

    private void send(final int tokenSeq, final boolean isHeld) {
        final int backlog = backlogFrames();
        final int allowed = allowedNewFrames(backlog);
        final List<RegularMessage> originated = backlog == 0 ? List.of() : originate(allowed, backlog);
        final int seq = token.seq() + originated.size();
        if (!originated.isEmpty()) {
            ring.noteOriginated(seq);
        }

        final OrfToken.Draft draft =
                token.edit().tokenSeq(tokenSeq).sender(settings.self()).seq(seq);
        ring.flowControl.account(
                draft,
                token,
                originated.size() + arrival.retransmitted(),
                backlog,
                holder.isHoldingBack && ring.isSynchronised);
        // Frames that we have just numbered do not cross the network: we have them if we had all before them.
        final int myAru = arrival.trackerAru() == token.seq() ? seq : arrival.trackerAru();
        AruWatch.write(draft, token, settings.self().value(), myAru, seq);
        if (ring.recovery != null) {
            draft.retransmitting(ring.recovery.flagAfter(token.isRetransmitting(), !ring.recoveryFrames.isEmpty()));
        }
        final OrfToken next = draft.build();

        final boolean hasFailedToReceive =
                ring.aruWatch.hasFailedToReceive(token.aru(), next.aru(), next.aruAddress(), nowNs);
        final int ahead = hasFailedToReceive ? originated.size() : framesBeforeToken(originated.size());
        multicast(originated, 0, ahead);
        if (!hasFailedToReceive) {
            pass(next, isHeld && originated.isEmpty());
        }
        multicast(originated, ahead, originated.size());
        noteOriginated(originated);
        if (hasFailedToReceive) {
            // Behind what was numbered: it has left the send queue, and is delivered with the tail of this ring.
            out.add(new HolderEffect.ReportFailedToReceive(ring.ringId));
        }
    }

    /** The rest leaves behind the token, so that the next member can begin while we are still sending. */
    private int framesBeforeToken(final int frames) {
        return ring.isInstalled() ? Math.max(0, frames - settings.acceleratedWindow()) : frames;
    }

    private void multicast(final List<RegularMessage> frames, final int from, final int to) {
        if (from < to) {
            out.add(new HolderEffect.Multicast(to - from == frames.size() ? frames : frames.subList(from, to)));
        }
    }

    private void noteOriginated(final List<RegularMessage> originated) {
        if (!originated.isEmpty()) {
            out.add(new HolderEffect.Originated(ring.ringId, originated));
            final long packed = holder.sendQueue.takeReturnableBytes();
            if (packed > 0) {
                out.add(new HolderEffect.ReturnCredit(packed));
            }
        }
    }

    private void noteArrival() {
        holder.awaitToken(nowNs);
        holder.deadlines.cancel(HolderDeadline.TOKEN_RETRANSMIT);
        if (!ring.hasSeenToken) {
            ring.hasSeenToken = true;
            out.add(new HolderEffect.ReportFirstToken(ring.ringId));
        }
        if (arrival.requestsOnArrival().length > 0) {
            out.add(new HolderEffect.LogRetransmitList(arrival.requestsOnArrival()));
        }
        ring.noteSeq(token.seq());
        if (ring.idleWatch.onToken(token.seq(), ring.isHolder, nowNs)) {
            if (!holder.deadlines.isArmed(HolderDeadline.MERGE_DETECT)) {
                holder.deadlines.set(HolderDeadline.MERGE_DETECT, nowNs + settings.mergeNs());
            }
        } else {
            holder.deadlines.cancel(HolderDeadline.MERGE_DETECT);
        }
    }

    private boolean isToBeHeld() {
        if (!ring.isHolder || !ring.isInstalled() || !ring.isIdle(nowNs)) {
            return false;
        }
        final boolean isRepairing = arrival.requestsOnArrival().length > 0
                || token.retransmitRequestCount() > 0
                || arrival.retransmitted() > 0;
        return !(settings.isHoldCancelledOnRetransmit() && isRepairing);
    }

    private int backlogFrames() {
        return ring.recovery == null ? holder.sendQueue.backlogFrames() : ring.recoveryFrames.size();
    }

    private int allowedNewFrames(final int backlog) {
        // Before anything is numbered there must be room for it at the member that has freed least.
        final int queued = token.seq() - arrival.released();
        if (queued + settings.maxMessages() + settings.windowSizeMessages() > settings.queueLimitFrames()) {
            return 0;
        }
        return Math.max(0, ring.flowControl.allowed(token, backlog) - arrival.retransmitted());
    }

    private List<RegularMessage> originate(final int allowed, final int backlog) {
        if (allowed == 0 || ring.awaitingInstall != null) {
            return List.of();
        }
        final List<RegularMessage> frames = new ArrayList<>(Math.min(allowed, backlog));
        final VisitBytes bytes = new VisitBytes(settings);
        int seq = token.seq();
        while (frames.size() < allowed && bytes.hasRoom()) {
            final RegularMessage frame =
                    ring.recovery == null ? nextFrame(seq + 1) : nextOldFrame(seq + 1, ring.recoveryFrames.pollFirst());
            if (frame == null) {
                break;
            }
            seq++;
            frames.add(frame);
            bytes.add(frame);
        }
        return frames;
    }

    private RegularMessage nextFrame(final int seq) {
        final Packet packet = holder.sendQueue.nextPacket();
        return packet == null
                ? null
                : new RegularMessage(
                        settings.self(),
                        seq,
                        holder.originatedFrames++,
                        ring.ringId,
                        false,
                        packet.isSafe(),
                        packet.payload());
    }

    private RegularMessage nextOldFrame(final int seq, final OldFrame old) {
        return old == null
                ? null
                : new RegularMessage(
                        settings.self(),
                        seq,
                        holder.originatedFrames++,
                        ring.ringId,
                        true,
                        old.isObligation(),
                        old.encapsulated());
    }

    private TokenArrival held(final OrfToken next) {
        return new TokenArrival(
                next, arrival.requestsOnArrival(), arrival.retransmitted(), arrival.trackerAru(), arrival.released());
    }

    private void pass(final OrfToken next, final boolean isHeld) {
        if (ring.recovery != null && ring.recovery.onVisit(next.isRetransmitting(), next.seq(), next.aru())) {
            // Passed on only after our own install: the next visit of this token may bring new messages.
            holder.keepForInstall(next);
            out.add(new HolderEffect.ReportRecoveryComplete(ring.ringId));
        } else if (isHeld) {
            holder.holdToken(held(next), nowNs);
        } else {
            holder.passToken(next, nowNs, out);
        }
    }
}
