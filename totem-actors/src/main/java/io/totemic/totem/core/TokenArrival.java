/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.SequenceNumbers;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tracker's half of a token visit, and what it tells the holder of it.
 *
 * <p>The steps of a visit and their rooms:
 *
 * <pre>
 *  1 length and range of the token        FrameSanity, in the link
 *  2 ring and duplicate check             tracker, {@link #run}
 *  3 free what all have, deliver what is safe    tracker, {@link #run}
 *  4 serve the retransmit list            tracker, {@link #run}
 *  5 ask for holes                        tracker, {@link #run}
 *  6 idle count, held or not              holder, {@link TokenVisit#run}
 *  7 flow control                         holder
 *  8 number and send new frames           holder
 *  9 fcc, backlog, aru                    holder
 * 10 failed to receive                    holder
 * 11 progress of recovery                 holder
 * 12 pass the token, in the middle of the new frames    holder
 * 13 keep and deliver own frames          tracker, on Originated
 * </pre>
 *
 * <p>Differs from Corosync: ring and duplicate are checked before anything else, so that a stray token neither frees messages
 * nor counts as an idle visit.
 *
 * <p>Source: paper section 4.
 *
 * @param token as it arrived, but with the retransmit list as this node leaves it
 * @param requestsOnArrival the retransmit list as it arrived
 * @param retransmitted frames that this node sent again in this visit
 * @param trackerAru all received up to, before the frames of this visit
 * @param released highest seq freed
 */
public record TokenArrival(OrfToken token, int[] requestsOnArrival, int retransmitted, int trackerAru, int released) {

    /** The outcome of the tracker's half. */
    record Outcome(TokenArrival arrival, List<RegularMessage> retransmissions) {}

    /**
     * Runs the tracker's half on {@code frames}.
     *
     * @return null if the token is a duplicate, of another ring, or beyond what the queue can hold
     */
    static Outcome run(
            final OrfToken token,
            final RingFrames frames,
            final boolean isOperational,
            final TotemSettings settings,
            final long nowNs) {
        final SortQueue queue = frames.queue;
        if (!token.ringId().equals(frames.ringId)
                || !SequenceNumbers.isAfter(token.tokenSeq(), frames.lastTokenSeq)
                || token.seq() - queue.released() > SortQueue.CAPACITY
                || SequenceNumbers.isBefore(token.seq(), queue.aru())) {
            return null;
        }
        frames.noteToken(token, isOperational);

        final int budget =
                Math.min(settings.maxMessages(), Math.max(1, settings.windowSizeMessages() - token.fccMessages()));
        final int[] onArrival = token.retransmitRequests();
        final List<RegularMessage> served = onArrival.length == 0 ? List.of() : new ArrayList<>();
        final int[] unserved = onArrival.length == 0 ? onArrival : serve(onArrival, frames, budget, settings, served);
        // Frames of the last rotation may still be on their way behind an accelerated token.
        final int expected = settings.acceleratedWindow() == 0 ? token.seq() : frames.lastTokenHighSeq;
        frames.lastTokenHighSeq = token.seq();
        final int[] requests = frames.requests.add(unserved, queue, expected, nowNs);
        return new Outcome(
                new TokenArrival(
                        onArrival.length == 0 && requests.length == 0
                                ? token
                                : token.edit().retransmitRequests(requests).build(),
                        onArrival,
                        served.size(),
                        queue.aru(),
                        queue.released()),
                served);
    }

    /** Adds what is sent again to {@code served}; answers what is not. */
    private static int[] serve(
            final int[] onArrival,
            final RingFrames frames,
            final int budget,
            final TotemSettings settings,
            final List<RegularMessage> served) {
        final int[] unserved = new int[onArrival.length];
        int unservedCount = 0;
        final VisitBytes bytes = new VisitBytes(settings, 0);
        for (final int seq : onArrival) {
            final RegularMessage frame = served.size() < budget && bytes.hasRoom() ? frames.queue.get(seq) : null;
            if (frame == null || !frames.vain.mayAnswer(seq)) {
                unserved[unservedCount++] = seq;
            } else {
                served.add(frame);
                bytes.add(frame);
            }
        }
        return Arrays.copyOf(unserved, unservedCount);
    }
}
