/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link.core;

import io.totemic.protocol.codec.FrameStreams;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.Nonce;

/** What is known of one peer: its accepted epoch, the challenge it has not answered yet, and how often it was answered. */
final class PeerEpoch {

    private static final long NEVER = Long.MIN_VALUE;

    private final ReplayWindow[] windows = new ReplayWindow[FrameStreams.LAST + 1];
    private boolean isAccepted;
    private long epoch;
    private Nonce outstanding;
    private long outstandingSinceNs = NEVER;
    private long challengedNs = NEVER;
    private long answersSinceNs = NEVER;
    private int answers;

    PeerEpoch() {
        for (int stream = FrameStreams.DATA; stream <= FrameStreams.LAST; stream++) {
            windows[stream] = new ReplayWindow(
                    stream == FrameStreams.DATA ? ReplayWindow.DATA_WIDTH_FRAMES : ReplayWindow.OTHER_WIDTH_FRAMES);
        }
    }

    boolean isOf(final long frameEpoch) {
        return isAccepted && epoch == frameEpoch;
    }

    boolean take(final long counter) {
        return windows[FrameStreams.streamOf(counter)].take(FrameStreams.numberOf(counter));
    }

    /** The old epoch is closed with this. What was sent before the answer may have been recorded, so it is not taken. */
    void accept(final long newEpoch, final Handshake.Answer answer) {
        isAccepted = true;
        epoch = newEpoch;
        windows[FrameStreams.DATA].beginAt(answer.nextData());
        windows[FrameStreams.TOKEN].beginAt(answer.nextToken());
        windows[FrameStreams.CONTROL].beginAt(answer.nextControl());
    }

    /** Nothing is accepted. An answer that is on its way proves nothing any more, as it may have been recorded. */
    void close() {
        isAccepted = false;
        outstanding = null;
        challengedNs = NEVER;
    }

    boolean isChallengeDue(final long intervalNs, final long nowNs) {
        return isOver(challengedNs, intervalNs, nowNs);
    }

    /** What to challenge with: the nonce that is not answered yet as long as it counts, else {@code fresh}. */
    Nonce challenge(final Nonce fresh, final long lifetimeNs, final long nowNs) {
        challengedNs = nowNs;
        if (outstanding == null || isOver(outstandingSinceNs, lifetimeNs, nowNs)) {
            outstanding = fresh;
            outstandingSinceNs = nowNs;
        }
        return outstanding;
    }

    /** Whether this nonce is the one that was asked with, not too long ago; it counts once. */
    boolean redeem(final Nonce nonce, final long lifetimeNs, final long nowNs) {
        if (!nonce.equals(outstanding) || isOver(outstandingSinceNs, lifetimeNs, nowNs)) {
            return false;
        }
        outstanding = null;
        challengedNs = NEVER;
        return true;
    }

    /** Whether one more of at most {@code limit} answers in each interval may be given. */
    boolean mayAnswer(final int limit, final long intervalNs, final long nowNs) {
        if (isOver(answersSinceNs, intervalNs, nowNs)) {
            answersSinceNs = nowNs;
            answers = 0;
        }
        answers++;
        return answers <= limit;
    }

    private static boolean isOver(final long sinceNs, final long lengthNs, final long nowNs) {
        return sinceNs == NEVER || nowNs - sinceNs >= lengthNs;
    }
}
