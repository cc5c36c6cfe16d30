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
import io.totemic.protocol.message.CommitToken.MemberEntry;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.protocol.message.TotemMessage;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every frame against bytes laid out by hand, field by field, in both byte orders. */
class FrameLayoutTest {

    private static final NodeId NODE_1 = NodeId.of(1);
    private static final NodeId NODE_2 = NodeId.of(2);
    private static final NodeId HIGH_NODE = NodeId.of(0xFFFF_FF01L);
    private static final RingId RING = new RingId(NODE_1, 0x0A_0B0C0D0EL);

    static Stream<Arguments> frames() {
        return Stream.of(
                frame(
                        "ORF token",
                        OrfToken.draft(NODE_2, RING)
                                .seq(0x01020304)
                                .tokenSeq(0x11121314)
                                .aru(0x21222324, 3)
                                .backlogMessages(5)
                                .fccMessages(6)
                                .retransmitting(true)
                                .retransmitRequests(0x31323334)
                                .build(),
                        """
                        70c0 03 00 00 02000000 00000000
                        04030201 | 14131211 | 24232221 | 03000000
                        01000000 0e0d0c0b0a000000
                        05000000 | 06000000 | 01000000 | 01000000
                        01000000 0e0d0c0b0a000000 34333231
                        """,
                        """
                        c070 03 00 00 00000002 00000000
                        01020304 | 11121314 | 21222324 | 00000003
                        00000001 0000000a0b0c0d0e
                        00000005 | 00000006 | 00000001 | 00000001
                        00000001 0000000a0b0c0d0e 31323334
                        """),
                frame(
                        "mcast",
                        new RegularMessage(HIGH_NODE, 0x01020304, 7, RING, false, true, new byte[] {0x55, 0x66}),
                        """
                        70c0 03 01 02 01ffffff 00000000
                        01ffffff | 04030201 | 07000000
                        01000000 0e0d0c0b0a000000
                        00000000 | 01000000
                        5566
                        """,
                        """
                        c070 03 01 02 ffffff01 00000000
                        ffffff01 | 01020304 | 00000007
                        00000001 0000000a0b0c0d0e
                        00000000 | 00000001
                        5566
                        """),
                frame(
                        "encapsulated mcast",
                        new RegularMessage(NODE_2, 1, 0, RING, true, false, new byte[] {0x77}),
                        """
                        70c0 03 01 01 02000000 00000000
                        02000000 | 01000000 | 00000000
                        01000000 0e0d0c0b0a000000
                        00000000 | 00000000
                        77
                        """,
                        """
                        c070 03 01 01 00000002 00000000
                        00000002 | 00000001 | 00000000
                        00000001 0000000a0b0c0d0e
                        00000000 | 00000000
                        77
                        """),
                frame("merge detect", new MergeDetect(NODE_2, RING), """
                        70c0 03 02 00 02000000 00000000
                        02000000
                        01000000 0e0d0c0b0a000000
                        """, """
                        c070 03 02 00 00000002 00000000
                        00000002
                        00000001 0000000a0b0c0d0e
                        """),
                frame(
                        "JOIN",
                        new Join(NODE_2, NodeSet.of(NODE_1, NODE_2, HIGH_NODE), NodeSet.of(NODE_1), RING.seq(), false),
                        """
                        70c0 03 03 00 02000000 00000000
                        02000000 | 03000000 | 01000000 | 0e0d0c0b0a000000
                        01000000 02000000 01ffffff
                        01000000
                        """,
                        """
                        c070 03 03 00 00000002 00000000
                        00000002 | 00000003 | 00000001 | 0000000a0b0c0d0e
                        00000001 00000002 ffffff01
                        00000001
                        """),
                frame(
                        "LEAVE: node id 0, the leaver last",
                        new Join(NODE_1, NodeSet.of(NODE_2), NodeSet.of(NODE_1, HIGH_NODE), 5, true),
                        """
                        70c0 03 03 00 00000000 00000000
                        01000000 | 01000000 | 02000000 | 0500000000000000
                        02000000
                        01ffffff 01000000
                        """,
                        """
                        c070 03 03 00 00000000 00000000
                        00000001 | 00000001 | 00000002 | 0000000000000005
                        00000002
                        ffffff01 00000001
                        """),
                frame(
                        "commit token, second entry not filled",
                        new CommitToken(
                                NODE_1,
                                0x41424344,
                                RING,
                                1,
                                NodeSet.of(NODE_1, NODE_2),
                                Arrays.asList(
                                        new MemberEntry(new RingId(NODE_2, 9), 0x51525354, 0x61626364, true), null)),
                        """
                        70c0 03 04 00 01000000 00000000
                        44434241
                        01000000 0e0d0c0b0a000000
                        00000000 | 01000000 | 02000000
                        01000000 02000000
                        02000000 0900000000000000 54535251 64636261 01000000
                        00000000 0000000000000000 00000000 00000000 00000000
                        """,
                        """
                        c070 03 04 00 00000001 00000000
                        41424344
                        00000001 0000000a0b0c0d0e
                        00000000 | 00000001 | 00000002
                        00000001 00000002
                        00000002 0000000000000009 51525354 61626364 00000001
                        00000000 0000000000000000 00000000 00000000 00000000
                        """),
                frame("token hold cancel", new TokenHoldCancel(NODE_2, RING), """
                        70c0 03 05 00 02000000 00000000
                        01000000 0e0d0c0b0a000000
                        """, """
                        c070 03 05 00 00000002 00000000
                        00000001 0000000a0b0c0d0e
                        """));
    }

    private static Arguments frame(
            final String name, final TotemMessage message, final String littleEndian, final String bigEndian) {
        return Arguments.of(Named.of(name, message), Frames.hex(littleEndian), Frames.hex(bigEndian));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void shouldWriteTheBytesOfTheLayout(final TotemMessage message, final byte[] littleEndian, final byte[] bigEndian) {
        assertThat(Frames.encode(message)).isEqualTo(littleEndian).hasSameSizeAs(bigEndian);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void shouldReadBothByteOrders(final TotemMessage message, final byte[] littleEndian, final byte[] bigEndian) {
        for (final byte[] frame : new byte[][] {littleEndian, bigEndian}) {
            assertThat(Frames.check(frame)).isNull();
            assertThat(Frames.decode(frame)).usingRecursiveComparison().isEqualTo(message);
        }
    }

    @Test
    void shouldNotReadTheTargetNodeId() {
        final byte[] frame = Frames.encode(new MergeDetect(NODE_2, RING));
        Arrays.fill(frame, 9, 13, (byte) 0xEE);

        assertThat(Frames.check(frame)).isNull();
        assertThat(Frames.decode(frame)).isEqualTo(new MergeDetect(NODE_2, RING));
    }

    @Test
    void shouldWriteAFullTokenOf537Bytes() {
        final int[] requests = IntStream.rangeClosed(1, 30).toArray();
        final OrfToken token =
                OrfToken.draft(NODE_1, RING).retransmitRequests(requests).build();

        final byte[] frame = Frames.encode(token);

        assertThat(frame).hasSize(537);
        assertThat(Frames.check(frame)).isNull();
        assertThat(((OrfToken) Frames.decode(frame)).retransmitRequests()).isEqualTo(requests);
    }

    /** A request for a message of another ring cannot be served on this one and is left out. */
    @Test
    void shouldDropRetransmitRequestsOfAnotherRing() {
        final byte[] frame = Frames.encode(
                OrfToken.draft(NODE_1, RING).retransmitRequests(11, 12, 13).build());
        final int ringSeqOfSecondRequest = 57 + 16 + 4;
        frame[ringSeqOfSecondRequest]++;

        assertThat(Frames.check(frame)).isNull();
        assertThat(((OrfToken) Frames.decode(frame)).retransmitRequests()).containsExactly(11, 13);
    }

    @Test
    void shouldWriteListsOfAsManyNodesAsARingMayHave() {
        final NodeSet all = NodeSet.copyOf(
                IntStream.rangeClosed(1, 384).mapToObj(NodeId::new).toList());
        final byte[] join = Frames.encode(new Join(NODE_1, all, all, 1, false));
        final byte[] commit = Frames.encode(CommitToken.create(NODE_1, 5, all));

        assertThat(join).hasSize(3105);
        assertThat(commit).hasSize(10793);
        assertThat(Frames.check(join)).isNull();
        assertThat(Frames.check(commit)).isNull();
        assertThat(FrameLayout.longestWithoutData(384)).isEqualTo(commit.length);
    }

    @Test
    void shouldKnowTheLongestFrameOfASmallRing() {
        final int[] requests =
                IntStream.range(0, OrfToken.RETRANSMIT_ENTRIES_MAX).toArray();
        final byte[] token = Frames.encode(
                OrfToken.draft(NODE_1, RING).retransmitRequests(requests).build());

        assertThat(FrameLayout.longestWithoutData(3)).isEqualTo(token.length);
    }
}
