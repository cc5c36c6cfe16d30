/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.membership.core.MembershipEffect;
import io.totemic.membership.core.MembershipFsm;
import io.totemic.membership.core.MembershipSettings;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.FrameLayout;
import io.totemic.protocol.codec.FrameSanity;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.TotemMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Frames that no node should have sent, byte by byte: they are dropped before anything is made of them. */
final class RefusedFramesTest {

    private static final NodeId NODE_1 = NodeId.of(1);
    private static final NodeId NODE_2 = NodeId.of(2);
    private static final NodeId OUTSIDE = NodeId.of(9);
    private static final NodeSet BOTH = NodeSet.of(NODE_1, NODE_2);
    private static final RingId RING = new RingId(NODE_1, 5);
    private static final int DATAGRAM = 1_500;
    private static final long SECOND_NS = 1_000_000_000L;

    private final Effects<MembershipEffect> effects = new Effects<>();

    /** Corosync issue 778, CVE-2025-30472: a token whose list is longer than the buffer it is turned round in, in either byte order. */
    @Test
    void shouldRefuseATokenWithMoreRequestsThanItHasRoomFor() {
        final byte[] token = bytes(OrfToken.draft(NODE_1, RING).build());

        assertThat(check(token)).isNull();
        for (final int count : new int[] {31, 84, 85, 1_000, 0x7FFF_FFFF, 0x8000_0000, -1, 0x1000_0000}) {
            for (final ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                final byte[] forged = Arrays.copyOf(inOrder(token, order), 4 * DATAGRAM);
                ByteBuffer.wrap(forged).order(order).putInt(FrameLayout.TOKEN_RTR_COUNT_OFFSET, count);
                assertThat(check(forged)).as("%d requests, %s", count, order).isEqualTo(FrameFault.RANGE);
            }
        }
    }

    /** The same, with a count that is right and bytes that are not: too many, too few. */
    @Test
    void shouldRefuseATokenOfAnotherLengthThanItsRequestsTake() {
        final byte[] token =
                bytes(OrfToken.draft(NODE_1, RING).retransmitRequests(1, 2, 3).build());

        assertThat(check(token)).isNull();
        assertThat(check(Arrays.copyOf(token, token.length + 1))).isEqualTo(FrameFault.LENGTH);
        assertThat(check(Arrays.copyOf(token, token.length - 1))).isEqualTo(FrameFault.LENGTH);
        assertThat(check(Arrays.copyOf(token, 40_000))).isEqualTo(FrameFault.LENGTH);
    }

    /** Corosync issue 35: the place of the next member comes from the wire and is an index. */
    @Test
    void shouldRefuseACommitTokenThatPointsBehindItsMembers() {
        final byte[] token = bytes(CommitToken.create(NODE_1, 9, BOTH));

        assertThat(check(token)).isNull();
        for (final int index : new int[] {3, 384, 0x7FFF_FFFF, -1}) {
            final byte[] forged = token.clone();
            ByteBuffer.wrap(forged)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(FrameLayout.COMMIT_MEMBER_INDEX_OFFSET, index);
            assertThat(check(forged)).as("index %d", index).isEqualTo(FrameFault.RANGE);
        }
    }

    /** By reading: trailing bytes of a commit token, and counts of a JOIN whose sum overflows. */
    @Test
    void shouldRefuseListsThatDoNotFitTheirFrame() {
        final byte[] token = bytes(CommitToken.create(NODE_1, 9, BOTH));
        final byte[] join = bytes(new Join(NODE_1, BOTH, NodeSet.EMPTY, 5, false));
        final byte[] forged = join.clone();
        ByteBuffer.wrap(forged)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(FrameLayout.JOIN_PROC_COUNT_OFFSET, 0x4000_0001)
                .putInt(FrameLayout.JOIN_FAILED_COUNT_OFFSET, 0x4000_0001);

        assertThat(check(Arrays.copyOf(token, 136_192))).isEqualTo(FrameFault.LENGTH);
        assertThat(check(forged)).isEqualTo(FrameFault.RANGE);
    }

    /**
     * Corosync issues 445 and 473: a node that the transport does not know gets into the ring, no message reaches it, and rings form
     * and fail without an end. Whoever is not in the nodelist gets in by no way.
     */
    @Test
    void shouldTakeNobodyIntoTheRingWhoIsNotInTheNodelist() {
        final MembershipFsm fsm = started();

        fsm.onJoin(new Join(OUTSIDE, NodeSet.of(NODE_1, OUTSIDE), NodeSet.EMPTY, 100, false), 0, effects);
        fsm.onForeignMessage(OUTSIDE, new RingId(OUTSIDE, 100), 0, effects);
        assertThat(effects.isEmpty()).as("nothing came of it").isTrue();

        fsm.onJoin(new Join(NODE_2, BOTH.plus(OUTSIDE), NodeSet.EMPTY, 5, false), 0, effects);
        assertThat(effects.asList())
                .filteredOn(MembershipEffect.SendJoin.class::isInstance)
                .isNotEmpty()
                .allSatisfy(effect -> assertThat(
                                ((MembershipEffect.SendJoin) effect).join().procList())
                        .isEqualTo(BOTH));
    }

    /** Nor by a commit token that names it, and so the token has no target that does not exist. */
    @Test
    void shouldNotCommitToARingWithANodeThatIsNotInTheNodelist() {
        final MembershipFsm fsm = started();
        fsm.onJoin(new Join(NODE_1, BOTH, NodeSet.EMPTY, 5, false), 0, effects);

        fsm.onCommitToken(CommitToken.create(NODE_1, 9, BOTH.plus(OUTSIDE)), 0, effects);

        assertThat(fsm.stateName()).isEqualTo(StateName.GATHER);
    }

    private MembershipFsm started() {
        final MembershipFsm fsm = new MembershipFsm(
                new MembershipSettings(
                        NODE_1, BOTH, SECOND_NS, SECOND_NS / 4, SECOND_NS / 20, 0, SECOND_NS * 6 / 5, SECOND_NS / 5),
                bound -> bound / 2);
        fsm.start(0, 0, effects);
        effects.clear();
        return fsm;
    }

    private static byte[] bytes(final TotemMessage message) {
        final byte[] bytes = new byte[65_536];
        return Arrays.copyOf(bytes, FrameCodec.encode(message, new UnsafeBuffer(bytes), 0));
    }

    /** A token as a host of that byte order writes its header: the rest is not read before its counts are. */
    private static byte[] inOrder(final byte[] token, final ByteOrder order) {
        final byte[] copy = token.clone();
        ByteBuffer.wrap(copy).order(order).putShort(FrameLayout.MAGIC_OFFSET, (short) FrameLayout.MAGIC);
        return copy;
    }

    private static FrameFault check(final byte[] frame) {
        return FrameSanity.check(new UnsafeBuffer(frame), 0, frame.length);
    }
}
