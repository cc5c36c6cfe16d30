/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.RegularMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Nodes, rings, settings and frames for the tests of the cores. */
final class Totems {

    static final long MILLISECOND = 1_000_000L;
    static final long TOKEN_NS = 1_000 * MILLISECOND;
    static final long WARNING_NS = 750 * MILLISECOND;
    static final long RETRANSMIT_NS = 238 * MILLISECOND;
    static final long HOLD_NS = 180 * MILLISECOND;
    static final long MERGE_NS = 200 * MILLISECOND;
    static final int WINDOW = 50;
    static final int MAX_MESSAGES = 17;
    static final int MISS_COUNT = 5;
    static final int FAIL_RECV = 10;
    static final int SEQNO_UNCHANGED = 5;
    static final int MAX_PAYLOAD = 1_000;
    static final int VISIT_BYTES = 1 << 20;

    /** A body of which exactly one fits into a frame. */
    static final int FULL_BODY = 985;

    private Totems() {}

    static NodeId node(final int id) {
        return new NodeId(id);
    }

    static NodeSet nodes(final int... ids) {
        return NodeSet.copyOf(Arrays.stream(ids).mapToObj(NodeId::new).collect(Collectors.toList()));
    }

    static RingId ring(final int representative, final long seq) {
        return new RingId(node(representative), seq);
    }

    static TotemSettings settings(final int self) {
        return settings(self, false);
    }

    /** With few bytes for a visit. */
    static TotemSettings withVisitBytes(final int self, final int maxVisitBytes) {
        return settings(self, false, 0, 0, 0, MAX_PAYLOAD, maxVisitBytes);
    }

    /** With an accelerated window. */
    static TotemSettings accelerated(final int self, final int acceleratedWindow) {
        return settings(self, false, acceleratedWindow, 0, 0, MAX_PAYLOAD, VISIT_BYTES);
    }

    /** With rings whose sequences begin behind {@code initialSeq}. */
    static TotemSettings settingsFrom(final int self, final int initialSeq) {
        return settings(self, false, 0, initialSeq, 0, MAX_PAYLOAD, VISIT_BYTES);
    }

    /** A token that was passed on counts as lost after {@code heartbeatNs}. */
    static TotemSettings withHeartbeat(final int self, final long heartbeatNs) {
        return settings(self, false, 0, 0, heartbeatNs, MAX_PAYLOAD, VISIT_BYTES);
    }

    static TotemSettings settings(final int self, final boolean isHoldCancelledOnRetransmit) {
        return settings(self, isHoldCancelledOnRetransmit, 0, 0, 0, MAX_PAYLOAD, VISIT_BYTES);
    }

    /** With frames that carry up to {@code maxPayloadBytes}. */
    static TotemSettings withPayload(final int self, final int maxPayloadBytes) {
        return settings(self, false, 0, 0, 0, maxPayloadBytes, VISIT_BYTES);
    }

    private static TotemSettings settings(
            final int self,
            final boolean isHoldCancelledOnRetransmit,
            final int acceleratedWindow,
            final int initialSeq,
            final long heartbeatNs,
            final int maxPayloadBytes,
            final int maxVisitBytes) {
        return new TotemSettings(
                node(self),
                TOKEN_NS,
                WARNING_NS,
                RETRANSMIT_NS,
                heartbeatNs,
                HOLD_NS,
                MERGE_NS,
                WINDOW,
                MAX_MESSAGES,
                MISS_COUNT,
                FAIL_RECV,
                SEQNO_UNCHANGED,
                isHoldCancelledOnRetransmit,
                acceleratedWindow,
                initialSeq,
                maxPayloadBytes,
                maxVisitBytes);
    }

    /** The plan of a first ring. */
    static RecoveryPlan firstPlan(final RingId ringId, final NodeSet members) {
        return new RecoveryPlan(ringId, members, ringId, NodeSet.EMPTY, NodeSet.EMPTY, false, 1, 0);
    }

    static RegularMessage frame(final RingId ringId, final int sender, final int seq) {
        return new RegularMessage(node(sender), seq, 0, ringId, false, false, text("m" + seq));
    }

    static List<RegularMessage> frames(final RingId ringId, final int sender, final int from, final int to) {
        return java.util.stream.IntStream.rangeClosed(from, to)
                .mapToObj(seq -> frame(ringId, sender, seq))
                .collect(Collectors.toList());
    }

    static byte[] text(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static OutgoingMessage message(final int bodyBytes) {
        return new OutgoingMessage(ServiceId.CPG, new byte[bodyBytes]);
    }

    /** The seqs of frames: "1 2 4". */
    static String seqs(final List<RegularMessage> frames) {
        return frames.stream()
                .map(frame -> Integer.toUnsignedString(frame.seq()))
                .collect(Collectors.joining(" "));
    }
}
