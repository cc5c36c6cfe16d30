/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.codec.FrameLayout;
import io.totemic.protocol.codec.HandshakeCodec;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.KeyState;
import io.totemic.protocol.message.Nonce;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Challenges and answers. */
final class HandshakeTarget implements FuzzTarget {

    @Override
    public boolean decode(final byte[] input) {
        // No envelope with a shorter frame is opened.
        return input.length >= FrameLayout.HEADER_LENGTH && decode(new UnsafeBuffer(input), input.length);
    }

    /** Whether a frame is taken. */
    static boolean decode(final UnsafeBuffer frame, final int length) {
        if (!HandshakeCodec.isHandshake(frame, 0) || HandshakeCodec.check(frame, 0, length) != null) {
            return false;
        }
        final Handshake handshake = HandshakeCodec.decode(frame, 0);
        Expect.that(
                HandshakeCodec.decode(new UnsafeBuffer(encode(handshake)), 0).equals(handshake),
                "a handshake that is written again is the same");
        return true;
    }

    private static byte[] encode(final Handshake handshake) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final byte[] bytes = new byte[HandshakeCodec.encode(handshake, buffer, 0)];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    @Override
    public List<byte[]> seeds() {
        final Nonce nonce = new Nonce(0x0123_4567_89AB_CDEFL, 42);
        return List.of(
                encode(new Handshake.Challenge(NodeId.of(2), nonce)),
                encode(new Handshake.Answer(NodeId.of(2), nonce, 7, 8, 9, new KeyState(3, 0x1a2b, 0x3c4d))));
    }

    @Override
    public int longestInputBytes() {
        return 64;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(4 * 1024, 16);
    }
}
