/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.membership.core.SealReport;
import io.totemic.protocol.Effects;
import io.totemic.protocol.Invariants;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.agrona.collections.MutableLong;

/**
 * Keeps the frames of the installed ring and of the ring under recovery, serves and makes retransmit requests, and delivers
 * in order.
 *
 * <p>Frames are kept by the ring they belong to, also those that come encapsulated, and stay when an attempt fails. From seal to
 * install nothing is added to the old ring but what recovery brings: otherwise members that go on together could have
 * different messages.
 *
 * <p>Not thread-safe; called only by the tracker actor. Source: paper sections 4 and 5.3.
 */
public final class RetransmitTracker {

    private enum Mode {
        SUSPENDED,
        RECOVERING,
        OPERATING
    }

    /** Places in the queue of one ring. */
    public static final int QUEUE_CAPACITY = SortQueue.CAPACITY;

    /** The same foreign ring is reported at most this often. */
    private static final long FOREIGN_REPORT_INTERVAL_NS = 5_000_000L;

    private final TotemSettings settings;
    private final SlowReceiverWatch slowReceivers;
    private final TokenDelayWatch tokenDelays;
    private Mode mode = Mode.SUSPENDED;
    private RingFrames installed;
    private RingFrames recovering;
    private NodeSet transitional = NodeSet.EMPTY;
    private boolean isSealed;

    private NodeId lastForeignSender;
    private RingId lastForeignRing;
    private long lastForeignReportNs;

    private long duplicateFrames;
    private long droppedFrames;
    private long droppedTokens;
    private long retransmittedFrames;
    private long requestedFrames;
    private final MutableLong forgedFrames = new MutableLong();

    /** A tracker that has had no ring. */
    public RetransmitTracker(final TotemSettings settings) {
        this.settings = settings;
        slowReceivers = new SlowReceiverWatch(settings.windowSizeMessages());
        tokenDelays = new TokenDelayWatch(settings.self());
    }

    /** Frames from the network, in the order in which they came; what is in order now is delivered together. */
    public void onFrames(final List<RegularMessage> frames, final long nowNs, final Effects<TrackerEffect> out) {
        for (final RegularMessage frame : frames) {
            onFrame(frame, nowNs, out);
        }
        deliverInOrder(out);
    }

    private void onFrame(final RegularMessage frame, final long nowNs, final Effects<TrackerEffect> out) {
        final RingId ringId = frame.ringId();
        if (recovering != null && ringId.equals(recovering.ringId)) {
            storeRecovered(frame, out);
        } else if (installed != null && ringId.equals(installed.ringId)) {
            if (isSealed) {
                droppedFrames++;
            } else {
                tokenDelays.onFrame(frame.sender(), nowNs);
                store(installed, frame, out);
            }
        } else {
            reportForeign(frame.sender(), ringId, nowNs, out);
        }
    }

    /** A token from the network or from ourselves. */
    public void onToken(final OrfToken token, final long nowNs, final Effects<TrackerEffect> out) {
        final RingFrames frames = current();
        final TokenArrival.Outcome outcome = frames == null || !frames.isTokenMade
                ? null
                : TokenArrival.run(token, frames, mode == Mode.OPERATING, settings, nowNs);
        if (outcome == null) {
            droppedTokens++;
            return;
        }
        slowReceivers.onToken(token, nowNs, out);
        tokenDelays.onToken(token.ringId(), nowNs, out);
        if (!outcome.retransmissions().isEmpty()) {
            retransmittedFrames += outcome.retransmissions().size();
            out.add(new TrackerEffect.Retransmit(outcome.retransmissions()));
        }
        final TokenArrival arrival = outcome.arrival();
        requestedFrames += Math.max(
                0,
                arrival.token().retransmitRequestCount()
                        + arrival.retransmitted()
                        - arrival.requestsOnArrival().length);
        out.add(new TrackerEffect.PassToken(arrival));
        deliverInOrder(out);
    }

    /** Frames that our holder has numbered and sent: self-delivery, and the copy for retransmission. */
    public void onOriginated(
            final RingId ringId, final List<RegularMessage> originated, final Effects<TrackerEffect> out) {
        final RingFrames frames = recovering != null && ringId.equals(recovering.ringId)
                ? recovering
                : installed != null && ringId.equals(installed.ringId) ? installed : null;
        if (frames == null) {
            // Numbered for an attempt that has failed since.
            droppedFrames += originated.size();
            return;
        }
        Invariants.check(frames != installed || !isSealed, "frames were originated on sealed ring %s", ringId);
        for (final RegularMessage frame : originated) {
            if (!frames.makeRoomForOwn(frame.seq())) {
                continue;
            }
            Invariants.check(frames.queue.put(frame), "own frame %s was there already", frame);
            noteHeld(frame, out);
        }
        if (frames == installed) {
            tokenDelays.onOriginated();
            deliverInOrder(out);
        }
    }

    /** GATHER was entered. What an attempt has brought of the old ring stays. */
    public void onSuspend(final Effects<TrackerEffect> out) {
        if (mode == Mode.RECOVERING && installed != null && recovering.isRecovered()) {
            // Another member may have completed the attempt, and delivers what we have told it that we have.
            installed.oblige(transitional);
        }
        if (installed != null) {
            installed.forgetToldObligations();
        }
        mode = Mode.SUSPENDED;
        recovering = null;
        isSealed = false;
        out.add(new TrackerEffect.PassSuspend());
    }

    /** COMMIT was entered, and nothing numbered by our holder is on its way any more. */
    public void onSeal(final RingId attempt, final Effects<TrackerEffect> out) {
        isSealed = true;
        out.add(new TrackerEffect.ReportSeal(
                installed == null
                        ? new SealReport(attempt, settings.initialSeq(), settings.initialSeq(), settings.initialSeq())
                        : new SealReport(
                                attempt, installed.queue.aru(), installed.queue.highSeq(), installed.delivered)));
    }

    /** RECOVERY was entered. */
    public void onRecover(final RecoveryPlan plan, final Effects<TrackerEffect> out) {
        Invariants.check(isSealed, "cannot recover ring %s: it was not sealed", plan.oldRingId());
        recovering = new RingFrames(plan.ringId(), settings, forgedFrames);
        recovering.isTokenMade = !plan.ringId().representative().equals(settings.self());
        transitional = plan.transitional();
        mode = Mode.RECOVERING;
        out.add(new TrackerEffect.PassRecover(
                plan,
                installed == null || !plan.isExchangeNeeded()
                        ? List.of()
                        : installed.encapsulatedFrom(plan.sendsFromSeq())));
    }

    /** This node creates the token of {@code ringId}. */
    public void onStartToken(final RingId ringId, final Effects<TrackerEffect> out) {
        if (recovering != null && recovering.ringId.equals(ringId)) {
            recovering.isTokenMade = true;
        }
        out.add(new TrackerEffect.PassStartToken(ringId));
    }

    /**
     * Recovery is complete: delivers the tail of the old ring and the two configurations.
     *
     * <p>Up to the first hole, or the first safe message that is not known to be held by all, the old regular configuration is
     * in force; the rest is delivered in the transitional one, beyond a hole only if its originator comes along. Paper section
     * 5.4.
     */
    public void onInstall(final RecoveryPlan plan, final Effects<TrackerEffect> out) {
        Invariants.check(
                mode == Mode.RECOVERING && recovering.ringId.equals(plan.ringId()),
                "cannot install ring %s: it is not under recovery",
                plan.ringId());
        out.add(new TrackerEffect.PassInstall(plan));
        if (installed != null) {
            deliver(installed.takeConfirmed(plan.highestDelivered()), out);
            out.add(new TrackerEffect.DeliverConfiguration(
                    new TransitionalConfiguration(plan.ringId(), installed.ringId, plan.transitional(), plan.left())));
            deliver(installed.takeTail(plan.transitional()), out);
        }
        out.add(new TrackerEffect.DeliverConfiguration(
                new RegularConfiguration(plan.ringId(), plan.members(), plan.joined())));
        installed = recovering;
        recovering = null;
        isSealed = false;
        mode = Mode.OPERATING;
        tokenDelays.onRing(plan.ringId(), plan.members());
        deliverInOrder(out);
    }

    /** Frames received twice. */
    public long duplicateFrames() {
        return duplicateFrames;
    }

    /** Frames of a ring that was sealed or given up. */
    public long droppedFrames() {
        return droppedFrames;
    }

    /** Frames dropped since their sender cannot have numbered them: a member that has the key has lied. */
    public long forgedFrames() {
        return forgedFrames.get();
    }

    /** Tokens that were doubled, of another ring, or came while none was expected. */
    public long droppedTokens() {
        return droppedTokens;
    }

    /** Frames sent again for others. */
    public long retransmittedFrames() {
        return retransmittedFrames;
    }

    /** Frames asked for. */
    public long requestedFrames() {
        return requestedFrames;
    }

    /** How often each node was found to hold the ring up, by being far behind or by passing the token late. */
    public SortedMap<NodeId, Long> timesSlow() {
        final TreeMap<NodeId, Long> times = new TreeMap<>(slowReceivers.timesSlow());
        tokenDelays.timesSlow().forEach((node, count) -> times.merge(node, count, Long::sum));
        return times;
    }

    /** Places in use in the fuller one of the queues: from the last frame freed to the highest stored. */
    public int queuedFrames() {
        return Math.max(
                installed == null ? 0 : installed.queue.span(), recovering == null ? 0 : recovering.queue.span());
    }

    private RingFrames current() {
        return switch (mode) {
            case SUSPENDED -> null;
            case RECOVERING -> recovering;
            case OPERATING -> installed;
        };
    }

    /** Whether the frame was not there yet. */
    private boolean store(final RingFrames frames, final RegularMessage frame, final Effects<TrackerEffect> out) {
        if (frames.isForged(frame)) {
            return false;
        }
        final boolean isNew = frames.queue.putReceived(frame);
        if (isNew) {
            noteHeld(frame, out);
        } else {
            duplicateFrames++;
        }
        return isNew;
    }

    private static void noteHeld(final RegularMessage frame, final Effects<TrackerEffect> out) {
        // Of a frame of RECOVERY the flag marks an obligation.
        if (frame.isSafe() && !frame.isEncapsulated()) {
            out.add(new TrackerEffect.NoteHeld(frame));
        }
    }

    private void deliverInOrder(final Effects<TrackerEffect> out) {
        if (mode == Mode.OPERATING) {
            deliver(installed.takeDeliverable(), out);
        }
    }

    private static void deliver(final List<RegularMessage> frames, final Effects<TrackerEffect> out) {
        if (!frames.isEmpty()) {
            out.add(new TrackerEffect.Deliver(frames));
        }
    }

    /** A frame on the ring under recovery; what is in it belongs to the old ring at once. */
    private void storeRecovered(final RegularMessage frame, final Effects<TrackerEffect> out) {
        if (store(recovering, frame, out) && installed != null) {
            final RegularMessage old = installed.absorb(frame);
            if (old != null) {
                noteHeld(old, out);
            }
        }
    }

    private void reportForeign(
            final NodeId from, final RingId ringId, final long nowNs, final Effects<TrackerEffect> out) {
        if (from.equals(lastForeignSender)
                && ringId.equals(lastForeignRing)
                && nowNs - lastForeignReportNs < FOREIGN_REPORT_INTERVAL_NS) {
            return;
        }
        lastForeignSender = from;
        lastForeignRing = ringId;
        lastForeignReportNs = nowNs;
        out.add(new TrackerEffect.ReportForeign(from, ringId));
    }
}
