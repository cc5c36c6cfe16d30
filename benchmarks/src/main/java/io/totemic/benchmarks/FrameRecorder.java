/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.totem.link.Links;
import io.totemic.totem.link.PassingLinks;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;

/**
 * Counts what arrives and what of it is taken, looks whether any envelope is taken twice, and records envelopes when told to. Called only
 * on the ring loop.
 */
final class FrameRecorder extends PassingLinks {

    private static final int RECORDED_MAX = 4_000;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final Receiver recording = this::onFrame;
    private final List<byte[]> recorded = new ArrayList<>();
    private final LongHashSet takenEnvelopes = new LongHashSet();
    private Receiver receiver;
    private boolean isRecording;
    private boolean isWatching;
    private long arrived;
    private long taken;
    private long takenTwice;

    FrameRecorder(final Links links) {
        super(links);
    }

    /** Records from now on, and remembers for ever what is taken. */
    void begin() {
        isRecording = true;
        isWatching = true;
    }

    /** Writes what was recorded, each envelope behind its length in 4 bytes; answers how many. */
    int end(final Path file) {
        isRecording = false;
        final int count = recorded.size();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (final byte[] envelope : recorded) {
                out.writeInt(envelope.length);
                out.write(envelope);
            }
        } catch (final IOException failure) {
            throw new UncheckedIOException("recorded frames cannot be written to " + file, failure);
        }
        recorded.clear();
        return count;
    }

    /** Frames that the link brought. */
    long arrived() {
        return arrived;
    }

    /** Of these, those that went to the rooms. */
    long taken() {
        return taken;
    }

    /** Of these, those of an envelope that had gone there before, since {@link #begin}. */
    long takenTwice() {
        return takenTwice;
    }

    @Override
    public int pollData(final Receiver newReceiver, final int limitFrames) {
        receiver = newReceiver;
        return super.pollData(recording, limitFrames);
    }

    @Override
    public int pollTokenAndControl(final Receiver newReceiver, final int limitFrames) {
        receiver = newReceiver;
        return super.pollTokenAndControl(recording, limitFrames);
    }

    private boolean onFrame(final DirectBuffer buffer, final int offset, final int length) {
        arrived++;
        if (isRecording && recorded.size() < RECORDED_MAX) {
            final byte[] envelope = new byte[length];
            buffer.getBytes(offset, envelope);
            recorded.add(envelope);
        }
        final boolean isTaken = receiver.onFrame(buffer, offset, length);
        if (isTaken) {
            taken++;
            if (isWatching && !takenEnvelopes.add(nameOf(buffer, offset))) {
                takenTwice++;
            }
        }
        return isTaken;
    }

    /** Transmitter, epoch and counter in one number; that two envelopes have the same by chance is not to be expected. */
    private static long nameOf(final DirectBuffer buffer, final int offset) {
        final long sender = (EnvelopeCodec.epoch(buffer, offset) ^ EnvelopeCodec.transmitter(buffer, offset)) * MIX;
        return (Long.rotateLeft(sender, 29) + EnvelopeCodec.counter(buffer, offset)) * MIX;
    }
}
