/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameProtection;
import io.totemic.protocol.codec.FrameStreams;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Frames encrypted and authenticated with keys that follow from the cluster's. The fixed part of the envelope is authenticated,
 * the frame is encrypted as well.
 *
 * <p>Each transmitter, epoch and stream has a key of its own, and a new one after every 2^32 frames: the upper half of the
 * counter takes part in the derivation, so both sides change it without a word. The nonce is 4 derived bytes and the counter. As
 * no two starts of a node have an epoch in common, no pair of key and nonce occurs twice.
 *
 * <p>A token is for one node. Whoever brought it to another as well would make two of one, so the target's id is mixed into those 4
 * bytes: at any other node the tag does not match.
 *
 * <p>Allocates nothing itself for a frame whose key is known; what the model allocates stands in {@code docs/benchmarks.md}. Keeps
 * two keys for each stream of each transmitter it was asked about: the one that opened the last frame and another, so that forged
 * epochs displace no key in use. Whoever calls asks only about nodes of the nodelist.
 *
 * <p>Source: RFC 5869; NIST SP 800-38D, 8.2.1.
 */
public final class EncryptedFrames implements FrameProtection {

    private static final byte[] LABEL = "totemic frame 1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_NUMBER_SHIFT = 32;
    private static final int PREFIX_LENGTH = FrameCipher.NONCE_LENGTH - Long.BYTES;

    /** A derived key and what it was derived for. */
    private static final class SessionKey {
        private final FrameCipher cipher;
        private final byte[] nonce = new byte[FrameCipher.NONCE_LENGTH];
        private final byte[] prefix = new byte[PREFIX_LENGTH];
        private boolean isSet;
        private long epoch;
        private int keyNumber;

        private SessionKey(final FrameCipher cipher) {
            this.cipher = cipher;
        }

        private boolean isFor(final long wantedEpoch, final int wantedKeyNumber) {
            return isSet && epoch == wantedEpoch && keyNumber == wantedKeyNumber;
        }
    }

    /** Keys of one stream of one transmitter. */
    private static final class StreamKeys {
        private SessionKey current;
        private SessionKey other;

        private void swap() {
            final SessionKey opened = other;
            other = current;
            current = opened;
        }
    }

    private final int self;
    private final ClusterKey key;
    private final CipherSuite suite;
    private final CryptoModel model;
    private final Hkdf hkdf = new Hkdf();
    private final byte[] purpose = new byte[LABEL.length + EnvelopeCodec.COUNTER_OFFSET + Integer.BYTES];
    private final byte[] derived = new byte[FrameCipher.KEY_LENGTH + PREFIX_LENGTH];
    private final byte[] sealed;
    private final byte[] plain;
    private final SessionKey[] own = new SessionKey[FrameStreams.LAST + 1];
    private final Int2ObjectHashMap<StreamKeys[]> peers = new Int2ObjectHashMap<>();

    /**
     * Of one node.
     *
     * @param self its id
     * @param maxLength longest envelope with its frame, in bytes
     */
    public EncryptedFrames(
            final int self,
            final ClusterKey key,
            final CipherSuite suite,
            final CryptoModel model,
            final int maxLength) {
        this.self = self;
        this.key = key;
        this.suite = suite;
        this.model = model;
        sealed = new byte[maxLength];
        plain = new byte[maxLength];
        System.arraycopy(LABEL, 0, purpose, 0, LABEL.length);
        for (int stream = FrameStreams.DATA; stream <= FrameStreams.LAST; stream++) {
            own[stream] = new SessionKey(model.cipher(suite));
        }
    }

    @Override
    public int suite() {
        return suite.id();
    }

    @Override
    public int keyId() {
        return key.keyId();
    }

    @Override
    public void seal(final MutableDirectBuffer buffer, final int offset, final int frameLength, final int target) {
        final long counter = buffer.getLong(offset + EnvelopeCodec.COUNTER_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final long epoch = EnvelopeCodec.epoch(buffer, offset);
        final SessionKey session = own[FrameStreams.streamOf(counter)];
        if (!session.isFor(epoch, keyNumber(counter))) {
            derive(session, buffer, offset, epoch, counter);
        }
        putNonce(session, target, counter);
        final int length = EnvelopeCodec.OVERHEAD + frameLength;
        // Makes a buffer that grows large enough; only then its array is the one to write to.
        buffer.putByte(offset + length - 1, (byte) 0);
        final byte[] array = buffer.byteArray();
        if (array == null) {
            buffer.getBytes(offset, sealed, 0, length);
            session.cipher.seal(session.nonce, sealed, 0, EnvelopeCodec.FRAME_OFFSET, frameLength);
            buffer.putBytes(offset, sealed, 0, length);
        } else {
            session.cipher.seal(
                    session.nonce, array, buffer.wrapAdjustment() + offset, EnvelopeCodec.FRAME_OFFSET, frameLength);
        }
    }

    @Override
    public boolean open(final DirectBuffer buffer, final int offset, final int length, final DirectBuffer frame) {
        final long counter = EnvelopeCodec.counter(buffer, offset);
        final int stream = FrameStreams.streamOf(counter);
        if (!FrameStreams.isStream(stream)) {
            return false;
        }
        final int frameLength = length - EnvelopeCodec.OVERHEAD;
        final StreamKeys keys = keysOf(EnvelopeCodec.transmitter(buffer, offset), stream);
        final long epoch = EnvelopeCodec.epoch(buffer, offset);
        final boolean isCurrent = keys.current.isFor(epoch, keyNumber(counter));
        final SessionKey session = isCurrent ? keys.current : keys.other;
        if (!session.isFor(epoch, keyNumber(counter))) {
            derive(session, buffer, offset, epoch, counter);
        }
        putNonce(session, FrameStreams.isToOneNode(stream) ? self : EnvelopeCodec.EVERYBODY, counter);
        final byte[] array = buffer.byteArray();
        final boolean isGenuine;
        if (array == null) {
            buffer.getBytes(offset, sealed, 0, length);
            isGenuine = session.cipher.open(session.nonce, sealed, 0, EnvelopeCodec.FRAME_OFFSET, frameLength, plain);
        } else {
            isGenuine = session.cipher.open(
                    session.nonce,
                    array,
                    buffer.wrapAdjustment() + offset,
                    EnvelopeCodec.FRAME_OFFSET,
                    frameLength,
                    plain);
        }
        if (isGenuine) {
            if (!isCurrent) {
                keys.swap();
            }
            frame.wrap(plain, 0, frameLength);
        }
        return isGenuine;
    }

    private StreamKeys keysOf(final int transmitter, final int stream) {
        StreamKeys[] streams = peers.get(transmitter);
        if (streams == null) {
            streams = new StreamKeys[FrameStreams.LAST + 1];
            peers.put(transmitter, streams);
        }
        StreamKeys keys = streams[stream];
        if (keys == null) {
            keys = new StreamKeys();
            keys.current = new SessionKey(model.cipher(suite));
            keys.other = new SessionKey(model.cipher(suite));
            streams[stream] = keys;
        }
        return keys;
    }

    /** The fixed part of the envelope before the counter, and the counter's upper half, say what a key is for. */
    private void derive(
            final SessionKey session,
            final DirectBuffer envelope,
            final int offset,
            final long epoch,
            final long counter) {
        envelope.getBytes(offset, purpose, LABEL.length, EnvelopeCodec.COUNTER_OFFSET);
        final int keyNumber = keyNumber(counter);
        for (int i = 0; i < Integer.BYTES; i++) {
            purpose[LABEL.length + EnvelopeCodec.COUNTER_OFFSET + i] = (byte) (keyNumber >>> (i * Byte.SIZE));
        }
        key.derive(hkdf, purpose, derived);
        session.cipher.key(derived);
        System.arraycopy(derived, FrameCipher.KEY_LENGTH, session.prefix, 0, PREFIX_LENGTH);
        session.epoch = epoch;
        session.keyNumber = keyNumber;
        session.isSet = true;
    }

    /** Stream, and how often 2^32 frames of it have been sent. */
    private static int keyNumber(final long counter) {
        return (int) (counter >>> KEY_NUMBER_SHIFT);
    }

    private static void putNonce(final SessionKey session, final int target, final long counter) {
        for (int i = 0; i < PREFIX_LENGTH; i++) {
            session.nonce[i] = (byte) (session.prefix[i] ^ (target >>> (i * Byte.SIZE)));
        }
        for (int i = 0; i < Long.BYTES; i++) {
            session.nonce[PREFIX_LENGTH + i] = (byte) (counter >>> (i * Byte.SIZE));
        }
    }
}
