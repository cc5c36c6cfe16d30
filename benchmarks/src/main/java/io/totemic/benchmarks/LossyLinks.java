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
    private int packetBytes;
    private Receiver receiver;
    private final AtomicLong lostFrames = new AtomicLong();

    LossyLinks(final Links links) {
        super(links);
    }

    /**
     * From now on {@code percent} of 0..100 are lost, which ones the seed says.
     *
     * @param newPacketBytes 0 if it is of all frames; else of all packets that the network splits frames into, of that many bytes each: a
     *     frame of which one is lost is lost
     */
    void lose(final double percent, final long seed, final int newPacketBytes) {
        loss = percent / 100;
        random = new SplittableRandom(seed);
        packetBytes = newPacketBytes;
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
        if (loss > 0 && random.nextDouble() < lossOf(length)) {
            lostFrames.incrementAndGet();
            return false;
        }
        return receiver.onFrame(buffer, offset, length);
    }

    private double lossOf(final int frameBytes) {
        if (packetBytes == 0) {
            return loss;
        }
        final int packets = (frameBytes + packetBytes - 1) / packetBytes;
        return 1 - Math.pow(1 - loss, packets);
    }
}
