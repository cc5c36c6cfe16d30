/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.totem.link.Links;
import io.totemic.totem.link.PassingLinks;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;

/**
 * Links that lose frames which have arrived, each by itself: data, tokens and control frames of every peer alike, as if every
 * link to this node lost that share. Lose nothing until told to.
 *
 * <p>Called only on the ring loop, but for {@link #lostFrames()}.
 */
final class LossyLinks extends PassingLinks {

    private final Receiver lossy = this::onFrame;
    private SplittableRandom random = new SplittableRandom(0);
    private double loss;
    private Receiver receiver;
    private final AtomicLong lostFrames = new AtomicLong();

    LossyLinks(final Links links) {
        super(links);
    }

    /** From now on {@code percent} of 0..100 of all frames are lost, which ones the seed says. */
    void lose(final double percent, final long seed) {
        loss = percent / 100;
        random = new SplittableRandom(seed);
    }

    /** Frames lost so far. Called by any thread. */
    long lostFrames() {
        return lostFrames.get();
    }

    @Override
    public int pollData(final Receiver newReceiver, final int limitFrames) {
        receiver = newReceiver;
        return super.pollData(lossy, limitFrames);
    }

    @Override
    public int pollTokenAndControl(final Receiver newReceiver, final int limitFrames) {
        receiver = newReceiver;
        return super.pollTokenAndControl(lossy, limitFrames);
    }

    private boolean onFrame(final DirectBuffer buffer, final int offset, final int length) {
        if (loss > 0 && random.nextDouble() < loss) {
            lostFrames.incrementAndGet();
            return false;
        }
        return receiver.onFrame(buffer, offset, length);
    }
}
