/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.SequenceNumbers;
import io.totemic.protocol.codec.RegularMessageCodec;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.collections.MutableLong;

/**
 * What the tracker has of one ring: its frames, how far they are delivered, how far they are safe, and the last token it
 * accepted.
 *
 * <p>Source: paper sections 4 and 5.4.
 */
final class RingFrames {

    final RingId ringId;
    final SortQueue queue;
    final VainRetransmissions vain = new VainRetransmissions();
    final RetransmitRequests requests;
    int delivered;
    int lastTokenSeq;

    /** The seq of the last token: beyond it frames may still be on their way behind the token. */
    int lastTokenHighSeq;

    /** False only at the representative of a ring under recovery, until it has made the token: before that there is none. */
    boolean isTokenMade = true;

    private final NodeId self;
    private final MutableLong forgedFrames;
    private int lastTokenAru;

    /** All members have told that they hold all frames up to this. */
    private int safeUpTo;

    // In RECOVERY: visits in succession that found the retransmit flag clear, and the seq of the second of them.
    private int flagClearVisits;
    private int recoveredSeq;

    /** Seqs of frames that are delivered though they lie beyond a hole and their originator has not come along. */
    private final Set<Integer> obligations = new HashSet<>();

    /** Those that came in an attempt that is not complete here: what their frames depend on may still be missing. */
    private final Set<Integer> toldObligations = new HashSet<>();

    /** A ring without frames; what others forge on it is added to {@code forgedFrames}. */
    RingFrames(final RingId ringId, final TotemSettings settings, final MutableLong forgedFrames) {
        this.ringId = ringId;
        this.forgedFrames = forgedFrames;
        self = settings.self();
        queue = new SortQueue(settings.initialSeq());
        requests = new RetransmitRequests(settings.missCountConst());
        delivered = settings.initialSeq();
        safeUpTo = settings.initialSeq();
        lastTokenAru = settings.initialSeq();
        lastTokenHighSeq = settings.initialSeq();
        lastTokenSeq = settings.initialSeq() + SequenceNumbers.BEFORE_FIRST;
    }

    /**
     * Notes an accepted token: what two consecutive arus cover is held by all members, since each of them could have lowered the
     * aru in the rotation between.
     */
    void noteToken(final OrfToken token, final boolean isOperational) {
        lastTokenSeq = token.tokenSeq();
        final int covered = SequenceNumbers.earlier(token.aru(), lastTokenAru);
        safeUpTo = SequenceNumbers.later(safeUpTo, SequenceNumbers.earlier(covered, queue.aru()));
        lastTokenAru = token.aru();
        if (isOperational) {
            queue.releaseUpTo(SequenceNumbers.earlier(safeUpTo, delivered));
        } else {
            releaseRecovered();
            flagClearVisits = token.isRetransmitting() ? 0 : flagClearVisits + 1;
            if (flagClearVisits == 2) {
                recoveredSeq = token.seq();
            }
        }
    }

    /**
     * In RECOVERY: whether this node has everything that the transitional members could give. From then on one of them may have
     * installed the ring.
     */
    boolean isRecovered() {
        return flagClearVisits >= 2 && !SequenceNumbers.isAfter(recoveredSeq, queue.aru());
    }

    /**
     * Takes what is complete, not yet delivered, and either agreed or held by all; frames of RECOVERY are no messages of this
     * ring.
     */
    List<RegularMessage> takeDeliverable() {
        return takeUpTo(safeUpTo);
    }

    /**
     * For the old regular configuration when the ring ends: up to the first hole or the first safe frame that nobody knows to be
     * held by all.
     *
     * @param highestDelivered the furthest that one of the transitional members has delivered
     */
    List<RegularMessage> takeConfirmed(final int highestDelivered) {
        return takeUpTo(SequenceNumbers.later(safeUpTo, highestDelivered));
    }

    /**
     * For the transitional configuration: all that is left up to the first hole; beyond it what those sent who come along, since
     * that cannot depend on what is missing, and what this or another member is obliged to.
     */
    List<RegularMessage> takeTail(final NodeSet transitional) {
        obligations.addAll(toldObligations);
        final List<RegularMessage> tail = new ArrayList<>();
        for (int seq = delivered + 1; seq - queue.highSeq() <= 0; seq++) {
            final RegularMessage frame = queue.get(seq);
            final boolean isWanted = frame != null
                    && !frame.isEncapsulated()
                    && (seq - queue.aru() <= 0 || transitional.contains(frame.sender()) || obligations.contains(seq));
            if (isWanted) {
                tail.add(frame);
            }
        }
        delivered = SequenceNumbers.later(delivered, queue.highSeq());
        return tail;
    }

    /**
     * Takes a frame of this ring that came encapsulated on another.
     *
     * @return that frame; null if it was here already, or is of a third ring
     */
    RegularMessage absorb(final RegularMessage encapsulating) {
        final RegularMessage old = encapsulating.isEncapsulated() ? RegularMessageCodec.unwrap(encapsulating) : null;
        if (old == null || !old.ringId().equals(ringId)) {
            return null;
        }
        if (encapsulating.isSafe()) {
            toldObligations.add(old.seq());
        }
        // However much it holds: the frame around it is here now, and would not be asked for again.
        return !isForged(old) && queue.put(old) ? old : null;
    }

    /**
     * Whether a frame from outside names this node and is not here; counts it. Own frames are kept when they are numbered, so
     * another member has made it.
     */
    boolean isForged(final RegularMessage frame) {
        final boolean isForged =
                frame.sender().equals(self) && queue.isWithin(frame.seq()) && queue.get(frame.seq()) == null;
        if (isForged) {
            forgedFrames.increment();
        }
        return isForged;
    }

    /**
     * Makes room for the frame that this node has numbered {@code seq}. Whoever has the token is the only one to number, so what stands
     * there in another name is forged.
     *
     * @return false if the place is freed already, which a forged token can bring about
     */
    boolean makeRoomForOwn(final int seq) {
        final RegularMessage there = queue.get(seq);
        final boolean isFreed = !SequenceNumbers.isAfter(seq, queue.released());
        if (isFreed || (there != null && !there.sender().equals(self))) {
            forgedFrames.increment();
            queue.remove(seq);
        }
        return !isFreed;
    }

    /** An attempt ended without being complete here, or after {@link #oblige}. */
    void forgetToldObligations() {
        toldObligations.clear();
    }

    /** Somebody may have installed the next ring together with {@code transitional}, and delivered what these sent. */
    void oblige(final NodeSet transitional) {
        obligations.addAll(toldObligations);
        for (int seq = queue.aru() + 1; seq - queue.highSeq() <= 0; seq++) {
            final RegularMessage frame = queue.get(seq);
            if (frame != null && transitional.contains(frame.sender())) {
                obligations.add(seq);
            }
        }
    }

    /** What is sent again in RECOVERY: all that is here from {@code first} on. */
    List<OldFrame> encapsulatedFrom(final int first) {
        final List<OldFrame> frames = new ArrayList<>();
        for (int seq = first; seq - queue.highSeq() <= 0; seq++) {
            final RegularMessage old = queue.get(seq);
            if (old != null) {
                frames.add(new OldFrame(RegularMessageCodec.encapsulate(old), obligations.contains(seq)));
            }
        }
        return frames;
    }

    private List<RegularMessage> takeUpTo(final int confirmed) {
        if (delivered == queue.aru()) {
            return List.of();
        }
        final List<RegularMessage> deliverable = new ArrayList<>(queue.aru() - delivered);
        while (delivered != queue.aru()) {
            final RegularMessage frame = queue.get(delivered + 1);
            if (!frame.isEncapsulated()) {
                if (frame.isSafe() && SequenceNumbers.isAfter(delivered + 1, confirmed)) {
                    break;
                }
                deliverable.add(frame);
            }
            delivered++;
        }
        return deliverable;
    }

    /** Frees frames of RECOVERY that all have: each has put them where they belong. More may come than the queue holds. */
    private void releaseRecovered() {
        while (queue.released() != safeUpTo && queue.get(queue.released() + 1).isEncapsulated()) {
            queue.releaseUpTo(queue.released() + 1);
        }
        delivered = SequenceNumbers.later(delivered, queue.released());
    }
}
