/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import io.totemic.protocol.crypto.EncryptedFrames;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Envelopes as an attacker makes them of those that he has recorded. One thread. */
final class ForgedEnvelopes {

    /** What he does. */
    enum Kind {
        /** Of the starts that run now, as it was. */
        REPLAYED,
        /** Of before a node was started again, as it was. */
        OF_BEFORE_A_RESTART,
        /** One bit changed. */
        FLIPPED,
        /** Its beginning. */
        TRUNCATED,
        /** The beginning of one and the end of another. */
        SPLICED,
        /** Sealed with a key that is not used any more. */
        OF_AN_OLD_KEY,
        /** The same, under the id of the key that is used. */
        UNDER_A_WRONG_KEY_ID,
        /** No envelope at all. */
        NOISE
    }

    /** Above these a counter has its stream. */
    private static final int STREAM_BITS = 56;

    private static final int LONGEST_BYTES = 1_400;
    private static final int LONGEST_ENVELOPE_BYTES = 16 * 1024;

    private final Random random;
    private final List<byte[]> recorded;
    private final List<byte[]> ofBeforeARestart;
    private final ClusterKey oldKey;
    private final EnvelopeCodec[] senders = new EnvelopeCodec[4];
    private long counter;

    /**
     * Of recordings.
     *
     * @param recorded of the starts that run now
     * @param ofBeforeARestart of those before
     */
    ForgedEnvelopes(
            final Random random,
            final List<byte[]> recorded,
            final List<byte[]> ofBeforeARestart,
            final ClusterKey oldKey) {
        this.random = random;
        this.recorded = recorded;
        this.ofBeforeARestart = ofBeforeARestart;
        this.oldKey = oldKey;
    }

    /** What {@link FrameRecorder#end} has written. */
    static List<byte[]> read(final Path file) throws IOException {
        final List<byte[]> envelopes = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                final byte[] envelope = new byte[in.readInt()];
                in.readFully(envelope);
                if (envelope.length <= LONGEST_BYTES) {
                    envelopes.add(envelope);
                }
            }
        } catch (final EOFException end) {
            return envelopes;
        }
    }

    /** One more. */
    byte[] next(final Kind kind) {
        return switch (kind) {
            case REPLAYED -> one(recorded);
            case OF_BEFORE_A_RESTART -> one(ofBeforeARestart);
            case FLIPPED -> {
                final byte[] envelope = one(recorded).clone();
                envelope[random.nextInt(envelope.length)] ^= (byte) (1 << random.nextInt(8));
                yield envelope;
            }
            case TRUNCATED -> {
                final byte[] envelope = one(recorded);
                yield Arrays.copyOf(envelope, 1 + random.nextInt(envelope.length - 1));
            }
            case SPLICED -> spliced(one(recorded), one(recorded));
            case OF_AN_OLD_KEY -> sealed(one(recorded));
            case UNDER_A_WRONG_KEY_ID -> {
                final byte[] genuine = one(recorded);
                final byte[] envelope = sealed(genuine);
                System.arraycopy(
                        genuine,
                        EnvelopeCodec.KEY_ID_OFFSET,
                        envelope,
                        EnvelopeCodec.KEY_ID_OFFSET,
                        EnvelopeCodec.CLUSTER_ID_OFFSET - EnvelopeCodec.KEY_ID_OFFSET);
                yield envelope;
            }
            case NOISE -> {
                final byte[] noise = new byte[1 + random.nextInt(LONGEST_BYTES)];
                random.nextBytes(noise);
                yield noise;
            }
        };
    }

    private byte[] one(final List<byte[]> envelopes) {
        return envelopes.get(random.nextInt(envelopes.size()));
    }

    /** Never a whole one: the header of the first, and at least a byte of the second that differs. */
    private byte[] spliced(final byte[] first, final byte[] second) {
        final int at = EnvelopeCodec.FRAME_OFFSET
                + random.nextInt(Math.min(first.length, second.length) - EnvelopeCodec.FRAME_OFFSET);
        final byte[] envelope = second.clone();
        System.arraycopy(first, 0, envelope, 0, at);
        if (Arrays.equals(envelope, first)) {
            envelope[envelope.length - 1] ^= 1;
        }
        return envelope;
    }

    private byte[] sealed(final byte[] like) {
        final UnsafeBuffer header = new UnsafeBuffer(like);
        final int transmitter = header.getInt(EnvelopeCodec.TRANSMITTER_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final byte[] envelope = like.clone();
        sender(transmitter)
                .seal(
                        new UnsafeBuffer(envelope),
                        0,
                        like.length - EnvelopeCodec.OVERHEAD,
                        transmitter,
                        EnvelopeCodec.epoch(header, 0),
                        // No cipher seals a number twice.
                        ((EnvelopeCodec.counter(header, 0) >>> STREAM_BITS) << STREAM_BITS) + counter++,
                        EnvelopeCodec.EVERYBODY,
                        oldKey.keyId());
        return envelope;
    }

    private EnvelopeCodec sender(final int transmitter) {
        if (senders[transmitter] == null) {
            senders[transmitter] = new EnvelopeCodec(
                    EnvelopeCodec.clusterId(RingOptions.CLUSTER),
                    LONGEST_ENVELOPE_BYTES,
                    new EncryptedFrames(
                            transmitter, oldKey, CipherSuite.AES_256_GCM, CryptoModel.JDK, LONGEST_ENVELOPE_BYTES));
        }
        return senders[transmitter];
    }
}
