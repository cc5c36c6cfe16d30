/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.protocol.message.TotemMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Each rule of the sanity check, broken alone. */
class FrameSanityTest {

    private static final NodeId NODE_1 = NodeId.of(1);
    private static final NodeId NODE_2 = NodeId.of(2);
    private static final NodeSet BOTH = NodeSet.of(NODE_1, NODE_2);
    private static final RingId RING = new RingId(NODE_1, 5);
    private static final OrfToken TOKEN =
            OrfToken.draft(NODE_1, RING).retransmitRequests(1, 2).build();
    private static final RegularMessage MESSAGE =
            new RegularMessage(NODE_1, 1, 0, RING, false, false, new byte[] {1, 2, 3});
    private static final Join JOIN = new Join(NODE_1, BOTH, NodeSet.EMPTY, 5, false);
    private static final Join LEAVE = new Join(NODE_1, NodeSet.of(NODE_2), NodeSet.of(NODE_1), 5, true);
    private static final CommitToken COMMIT_TOKEN = CommitToken.create(NODE_1, 9, BOTH);

    @Test
    void shouldRejectAShortHeader() {
        assertThat(Frames.check(new byte[0])).isEqualTo(FrameFault.LENGTH);
        assertThat(Frames.check(Frames.hex("70c00300000100000000 0000"))).isEqualTo(FrameFault.LENGTH);
    }

    @Test
    void shouldRejectAnotherMagicVersionOrType() {
        assertThat(withU8(MESSAGE, 0, 0x71)).isEqualTo(FrameFault.MAGIC);
        assertThat(withU8(MESSAGE, 2, 2)).isEqualTo(FrameFault.VERSION);
        assertThat(withU8(MESSAGE, 3, 6)).isEqualTo(FrameFault.TYPE);
        assertThat(withU8(MESSAGE, 3, 0xFF)).isEqualTo(FrameFault.TYPE);
    }

    @Test
    void shouldRejectNodesThatAreNone() {
        assertThat(withU32(TOKEN, 5, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(TOKEN, 29, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(MESSAGE, 13, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(MESSAGE, 25, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(new MergeDetect(NODE_1, RING), 13, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(new MergeDetect(NODE_1, RING), 17, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(JOIN, 13, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(JOIN, 37, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(COMMIT_TOKEN, 5, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(COMMIT_TOKEN, 17, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(COMMIT_TOKEN, 41, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(new TokenHoldCancel(NODE_1, RING), 5, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(new TokenHoldCancel(NODE_1, RING), 13, 0)).isEqualTo(FrameFault.RANGE);
    }

    @Test
    void shouldRejectCountsOutsideTheirRange() {
        assertThat(withU32(TOKEN, 53, 31)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(TOKEN, 53, -1)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(TOKEN, 41, -1)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(TOKEN, 45, -1)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(JOIN, 17, 385)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(JOIN, 17, 0x8000_0000)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(JOIN, 21, 385)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(JOIN, 21, -1)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(COMMIT_TOKEN, 37, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(COMMIT_TOKEN, 37, 385)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(COMMIT_TOKEN, 33, 3)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(COMMIT_TOKEN, 33, -1)).isEqualTo(FrameFault.RANGE);
        assertThat(withU8(MESSAGE, 4, 0)).isEqualTo(FrameFault.RANGE);
        assertThat(withU8(MESSAGE, 4, 3)).isEqualTo(FrameFault.RANGE);
    }

    @Test
    void shouldRejectCountsThatDoNotFitTheLength() {
        assertThat(withU32(TOKEN, 53, 1)).isEqualTo(FrameFault.LENGTH);
        assertThat(withU32(JOIN, 17, 1)).isEqualTo(FrameFault.LENGTH);
        assertThat(withU32(COMMIT_TOKEN, 37, 1)).isEqualTo(FrameFault.LENGTH);
    }

    @Test
    void shouldRejectMembersOutOfRingOrder() {
        assertThat(withU32(COMMIT_TOKEN, 45, 1)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(COMMIT_TOKEN, 41, 3)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(COMMIT_TOKEN, 45, 0x8000_0000)).isNull();
    }

    @Test
    void shouldRejectALeaveWhoseSenderIsNotLast() {
        final int lastOfFailedList = 37;
        assertThat(withU32(LEAVE, lastOfFailedList, 2)).isEqualTo(FrameFault.RANGE);
        assertThat(withU32(JOIN, 5, 0)).isEqualTo(FrameFault.RANGE);
    }

    private static FrameFault withU8(final TotemMessage message, final int offset, final int value) {
        final byte[] frame = Frames.encode(message);
        frame[offset] = (byte) value;
        return Frames.check(frame);
    }

    private static FrameFault withU32(final TotemMessage message, final int offset, final int value) {
        final byte[] frame = Frames.encode(message);
        ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return Frames.check(frame);
    }
}
