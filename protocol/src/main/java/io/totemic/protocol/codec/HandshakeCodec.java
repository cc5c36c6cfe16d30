/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.KeyState;
import io.totemic.protocol.message.Nonce;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The frames of ours that Corosync does not have: magic u16, version u8, type u8, target node id u32, nonce of 16 bytes, and in
 * an answer three numbers u64, the number of the activation u64, the key id that is active u16 and the one that was retired last
 * u16. Little-endian. The magic differs from that of Totem's frames in both byte orders.
 *
 * <p>A frame has exactly the length of its type, else it is dropped and counted as {@link FrameFault#LENGTH}: also an answer of 48 bytes,
 * as it was before answers told of keys. No release has sent those, so they have no version of their own.
 */
public final class HandshakeCodec {

    public static final int MAGIC = 0x5EA1;
    public static final int VERSION = 1;
    public static final int TYPE_CHALLENGE = 1;
    public static final int TYPE_ANSWER = 2;

    public static final int MAGIC_OFFSET = 0;
    public static final int VERSION_OFFSET = 2;
    public static final int TYPE_OFFSET = 3;
    public static final int TARGET_OFFSET = 4;
    public static final int NONCE_OFFSET = 8;
    public static final int CHALLENGE_LENGTH = 24;
    public static final int NEXT_DATA_OFFSET = 24;
    public static final int NEXT_TOKEN_OFFSET = 32;
    public static final int NEXT_CONTROL_OFFSET = 40;
    public static final int ACTIVATION_OFFSET = 48;
    public static final int ACTIVE_OFFSET = 56;
    public static final int RETIRED_OFFSET = 58;
    public static final int ANSWER_LENGTH = 60;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private HandshakeCodec() {}

    /** Whether a frame, of at least 4 bytes, claims to be one of these. */
    public static boolean isHandshake(final DirectBuffer buffer, final int offset) {
        return (buffer.getShort(offset + MAGIC_OFFSET, ORDER) & 0xFFFF) == MAGIC;
    }

    /** What is wrong with a frame that claims to be one of these, null if nothing is. Never throws. */
    public static FrameFault check(final DirectBuffer buffer, final int offset, final int length) {
        if (buffer.getByte(offset + VERSION_OFFSET) != VERSION) {
            return FrameFault.VERSION;
        }
        final int expectedLength =
                switch (buffer.getByte(offset + TYPE_OFFSET)) {
                    case TYPE_CHALLENGE -> CHALLENGE_LENGTH;
                    case TYPE_ANSWER -> ANSWER_LENGTH;
                    default -> -1;
                };
        if (expectedLength < 0) {
            return FrameFault.TYPE;
        }
        if (length != expectedLength) {
            return FrameFault.LENGTH;
        }
        final boolean areNumbersInRange = length == CHALLENGE_LENGTH
                || (isNumber(buffer, offset + NEXT_DATA_OFFSET)
                        && isNumber(buffer, offset + NEXT_TOKEN_OFFSET)
                        && isNumber(buffer, offset + NEXT_CONTROL_OFFSET)
                        && buffer.getLong(offset + ACTIVATION_OFFSET, ORDER) >= 0);
        return buffer.getInt(offset + TARGET_OFFSET, ORDER) == 0 || !areNumbersInRange ? FrameFault.RANGE : null;
    }

    private static boolean isNumber(final DirectBuffer buffer, final int offset) {
        final long number = buffer.getLong(offset, ORDER);
        return number == FrameStreams.numberOf(number);
    }

    /** Reads a frame that was checked. */
    public static Handshake decode(final DirectBuffer buffer, final int offset) {
        final NodeId target = new NodeId(buffer.getInt(offset + TARGET_OFFSET, ORDER));
        final Nonce nonce = new Nonce(
                buffer.getLong(offset + NONCE_OFFSET, ORDER),
                buffer.getLong(offset + NONCE_OFFSET + Long.BYTES, ORDER));
        return buffer.getByte(offset + TYPE_OFFSET) == TYPE_CHALLENGE
                ? new Handshake.Challenge(target, nonce)
                : new Handshake.Answer(
                        target,
                        nonce,
                        buffer.getLong(offset + NEXT_DATA_OFFSET, ORDER),
                        buffer.getLong(offset + NEXT_TOKEN_OFFSET, ORDER),
                        buffer.getLong(offset + NEXT_CONTROL_OFFSET, ORDER),
                        new KeyState(
                                buffer.getLong(offset + ACTIVATION_OFFSET, ORDER),
                                buffer.getShort(offset + ACTIVE_OFFSET, ORDER) & 0xFFFF,
                                buffer.getShort(offset + RETIRED_OFFSET, ORDER) & 0xFFFF));
    }

    /** Writes a frame and returns its length. */
    public static int encode(final Handshake handshake, final MutableDirectBuffer buffer, final int offset) {
        buffer.putShort(offset + MAGIC_OFFSET, (short) MAGIC, ORDER);
        buffer.putByte(offset + VERSION_OFFSET, (byte) VERSION);
        buffer.putInt(offset + TARGET_OFFSET, handshake.target().value(), ORDER);
        buffer.putLong(offset + NONCE_OFFSET, handshake.nonce().high(), ORDER);
        buffer.putLong(offset + NONCE_OFFSET + Long.BYTES, handshake.nonce().low(), ORDER);
        if (handshake instanceof Handshake.Answer answer) {
            buffer.putByte(offset + TYPE_OFFSET, (byte) TYPE_ANSWER);
            buffer.putLong(offset + NEXT_DATA_OFFSET, answer.nextData(), ORDER);
            buffer.putLong(offset + NEXT_TOKEN_OFFSET, answer.nextToken(), ORDER);
            buffer.putLong(offset + NEXT_CONTROL_OFFSET, answer.nextControl(), ORDER);
            buffer.putLong(offset + ACTIVATION_OFFSET, answer.keys().activation(), ORDER);
            buffer.putShort(offset + ACTIVE_OFFSET, (short) answer.keys().active(), ORDER);
            buffer.putShort(offset + RETIRED_OFFSET, (short) answer.keys().retired(), ORDER);
            return ANSWER_LENGTH;
        }
        buffer.putByte(offset + TYPE_OFFSET, (byte) TYPE_CHALLENGE);
        return CHALLENGE_LENGTH;
    }
}
