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
        final boolean isToBeHeld = isToBeHeld();
        final boolean isAlone = ring.isHolder && isUndisturbed();
        final int backlog = backlogFrames();
        final List<RegularMessage> originated = originate(
                ring.flowControl.allowed(token, backlog) - arrival.retransmitted(), backlog, arrival.retransmitted());
        final OrfToken.Draft draft = token.edit().tokenSeq(token.tokenSeq() + 1);
        ring.flowControl.account(
                draft,
                token,
                originated.size() + arrival.retransmitted(),
                backlog,
                holder.isHoldingBack && ring.isSynchronised);
        final long keptNs = isToBeHeld && originated.isEmpty() ? settings.holdNs() : keptForNextNs(isAlone, originated);
        send(draft, originated, keptNs);
    }

    /** The token was kept at the end of this visit, has left for nobody, and there is something to send now. */
    void resume() {
        final int backlog = backlogFrames();
        final List<RegularMessage> originated =
                originate(ring.flowControl.allowedMore(token, backlog), backlog, ring.flowControl.sentInVisit());
        final OrfToken.Draft draft = token.edit();
        ring.flowControl.accountMore(draft, token, originated.size(), backlog);
        send(draft, originated, keptForNextNs(isUndisturbed(), originated));
    }

    /** Sends the frames, and the token unless it is kept for {@code keptNs}. */
    private void send(final OrfToken.Draft draft, final List<RegularMessage> originated, final long keptNs) {
        final int seq = token.seq() + originated.size();
        if (!originated.isEmpty()) {
            ring.noteOriginated(seq);
        }
        // Frames that we have just numbered do not cross the network: we have them if we had all before them.
        final int myAru = arrival.trackerAru() == token.seq() ? seq : arrival.trackerAru();
        draft.sender(settings.self()).seq(seq);
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
            if (keptNs > 0) {
                holder.holdToken(kept(next, myAru), nowNs + keptNs);
            } else {
                pass(next);
            }
        }
        multicast(originated, ahead, originated.size());
        noteOriginated(originated);
        if (hasFailedToReceive) {
            // Behind what was numbered: it has left the send queue, and is delivered with the tail of this ring.
            out.add(new HolderEffect.ReportFailedToReceive(ring.ringId));
        }
    }

    /** Nobody asks for anything, and this node has all there is. */
    private boolean isUndisturbed() {
        return ring.isInstalled()
                && ring.isSynchronised
                && !holder.isHoldingBack
                && arrival.trackerAru() == token.seq()
                && arrival.retransmitted() == 0
                && token.retransmitRequestCount() == 0;
    }

    /** How long to keep the token for a message that is about to come, behind the one that is sent now; 0 if none is expected. */
    private long keptForNextNs(final boolean isAlone, final List<RegularMessage> originated) {
        final boolean isAllSent = holder.sendQueue.isEmpty();
        final long expectedNs = isAlone
                        && isAllSent
                        && originated.size() == 1
                        && !originated.get(0).isSafe()
                ? ring.loneSenderWatch.nextWaitNs(nowNs)
                : 0;
        if (isAllSent && !originated.isEmpty()) {
            ring.loneSenderWatch.onSent(nowNs);
        }
        return expectedNs;
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
        ring.loneSenderWatch.onToken(nowNs);
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

    private boolean isRoomAtAll() {
        // Before anything is numbered there must be room for it at the member that has freed least.
        final int queued = token.seq() - arrival.released();
        return queued + settings.maxMessages() + settings.windowSizeMessages() <= settings.queueLimitFrames();
    }

    /** Numbers frames, at most {@code allowed} of the {@code backlog}; {@code sentFrames} have been sent in this visit before. */
    private List<RegularMessage> originate(final int allowed, final int backlog, final int sentFrames) {
        if (backlog == 0 || allowed <= 0 || ring.awaitingInstall != null || !isRoomAtAll()) {
            return List.of();
        }
        final List<RegularMessage> frames = new ArrayList<>(Math.min(allowed, backlog));
        final VisitBytes bytes = new VisitBytes(settings, sentFrames);
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

    private TokenArrival kept(final OrfToken next, final int myAru) {
        return new TokenArrival(next, arrival.requestsOnArrival(), arrival.retransmitted(), myAru, arrival.released());
    }

    private void pass(final OrfToken next) {
        if (ring.recovery != null && ring.recovery.onVisit(next.isRetransmitting(), next.seq(), next.aru())) {
            // Passed on only after our own install: the next visit of this token may bring new messages.
            holder.keepForInstall(next);
            out.add(new HolderEffect.ReportRecoveryComplete(ring.ringId));
        } else {
            holder.passToken(next, nowNs, out);
        }
    }
}
