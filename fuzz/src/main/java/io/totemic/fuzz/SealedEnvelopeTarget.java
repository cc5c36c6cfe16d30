/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameLayout;
import io.totemic.protocol.codec.FrameStreams;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import io.totemic.protocol.crypto.EncryptedFrames;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encrypted envelopes. Chance finds no tag, so the first byte of an input says what is done with the rest: it is opened as an envelope,
 * which the ciphers of both models must judge alike; or it is a counter and a frame, which is sealed, must come out of the envelope as
 * it went in, and must not come out when one byte of the envelope was changed. What comes out goes to the decoders of frames.
 */
final class SealedEnvelopeTarget implements FuzzTarget {

    private static final int LONGEST_BYTES = 4096;
    private static final int TRANSMITTER = 2;
    private static final int SELF = 1;
    private static final int PLAN_BYTES = 12;

    private final EnvelopeCodec[] receivers = new EnvelopeCodec[2];
    private final ClusterKey key;
    private final CipherSuite suite;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);

    SealedEnvelopeTarget(final CipherSuite suite) {
        this.suite = suite;
        final byte[] secret = new byte[ClusterKey.SECRET_MIN_BYTES];
        Arrays.fill(secret, (byte) 7);
        key = new ClusterKey(secret);
        receivers[0] = codec(SELF, key, suite, CryptoModel.JDK);
        receivers[1] = codec(SELF, key, suite, CryptoModel.BOUNCYCASTLE);
    }

    /** A new one for each frame, since the cipher refuses to use a counter twice. */
    private EnvelopeCodec sender() {
        return codec(TRANSMITTER, key, suite, CryptoModel.JDK);
    }

    private static EnvelopeCodec codec(
            final int self, final ClusterKey key, final CipherSuite suite, final CryptoModel model) {
        return new EnvelopeCodec(
                EnvelopeCodec.clusterId("fuzz"),
                LONGEST_BYTES,
                new EncryptedFrames(self, key, suite, model, LONGEST_BYTES));
    }

    @Override
    public boolean decode(final byte[] input) {
        if (input.length == 0) {
            return false;
        }
        if ((input[0] & 1) == 0) {
            return openAlike(Arrays.copyOfRange(input, 1, input.length));
        }
        final int frameLength = input.length - PLAN_BYTES;
        if (frameLength < FrameLayout.HEADER_LENGTH || frameLength + EnvelopeCodec.OVERHEAD > LONGEST_BYTES) {
            return false;
        }
        return sealAndOpen(new UnsafeBuffer(input), frameLength);
    }

    /** Whether an envelope is opened; the caller's decoders ask only for nodes of the nodelist, so the transmitter is one. */
    private boolean openAlike(final byte[] bytes) {
        final UnsafeBuffer envelope = new UnsafeBuffer(bytes);
        if (receivers[0].checkFixedPart(envelope, 0, bytes.length) != null) {
            return false;
        }
        envelope.putInt(EnvelopeCodec.TRANSMITTER_OFFSET, TRANSMITTER, ByteOrder.LITTLE_ENDIAN);
        final boolean isOpened = receivers[0].open(envelope, 0, bytes.length, frame) == null;
        final boolean isOpenedToo = receivers[1].open(envelope, 0, bytes.length, frame) == null;
        Expect.that(isOpened == isOpenedToo, "both models judge an envelope alike");
        return isOpened;
    }

    private boolean sealAndOpen(final UnsafeBuffer plan, final int frameLength) {
        final int stream = 1 + (plan.getByte(1) & 0xFF) % FrameStreams.LAST;
        final long counter = FrameStreams.counter(stream, plan.getInt(2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL);
        final long epoch = plan.getShort(6);
        final int change = plan.getShort(8) & 0xFFFF;
        final UnsafeBuffer envelope = new UnsafeBuffer(new byte[frameLength + EnvelopeCodec.OVERHEAD]);
        envelope.putBytes(EnvelopeCodec.FRAME_OFFSET, plan, PLAN_BYTES, frameLength);
        sender().seal(
                        envelope,
                        0,
                        frameLength,
                        TRANSMITTER,
                        epoch,
                        counter,
                        FrameStreams.isToOneNode(stream) ? SELF : EnvelopeCodec.EVERYBODY);
        boolean isFrame = false;
        for (final EnvelopeCodec receiver : receivers) {
            Expect.that(
                    receiver.checkFixedPart(envelope, 0, envelope.capacity()) == null
                            && receiver.open(envelope, 0, envelope.capacity(), frame) == null
                            && isSame(frame, plan, frameLength),
                    "what was sealed is opened as it was");
            isFrame = HandshakeTarget.decode(frame, frameLength) || FrameTarget.decode(frame, frameLength);
        }
        final int at = change % envelope.capacity();
        envelope.putByte(at, (byte) (envelope.getByte(at) ^ (1 + (plan.getByte(10) & 0x7F))));
        for (final EnvelopeCodec receiver : receivers) {
            // A changed transmitter is that of another node, for which others have keys.
            Expect.that(
                    receiver.checkFixedPart(envelope, 0, envelope.capacity()) != null
                            || EnvelopeCodec.transmitter(envelope, 0) != TRANSMITTER
                            || receiver.open(envelope, 0, envelope.capacity(), frame) != null,
                    "an envelope with a changed byte is not opened");
        }
        return isFrame;
    }

    private static boolean isSame(final DirectBuffer opened, final UnsafeBuffer plan, final int frameLength) {
        if (opened.capacity() != frameLength) {
            return false;
        }
        for (int i = 0; i < frameLength; i++) {
            if (opened.getByte(i) != plan.getByte(PLAN_BYTES + i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<byte[]> seeds() {
        final byte[] first = ExampleFrames.bytes().get(0);
        final UnsafeBuffer envelope = new UnsafeBuffer(new byte[1 + first.length + EnvelopeCodec.OVERHEAD]);
        envelope.putBytes(1 + EnvelopeCodec.FRAME_OFFSET, first);
        sender().seal(envelope, 1, first.length, TRANSMITTER, 77, FrameStreams.counter(FrameStreams.DATA, 5), 0);
        final List<byte[]> seeds = new ArrayList<>();
        seeds.add(envelope.byteArray());
        for (final byte[] bytes : ExampleFrames.bytes()) {
            final byte[] plan = new byte[PLAN_BYTES + bytes.length];
            plan[0] = 1;
            plan[1] = (byte) seeds.size();
            plan[8] = (byte) (7 * seeds.size());
            System.arraycopy(bytes, 0, plan, PLAN_BYTES, bytes.length);
            seeds.add(plan);
        }
        return seeds;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(256 * 1024, 400);
    }
}
