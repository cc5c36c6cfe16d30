/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static io.totemic.protocol.codec.FrameLayout.*;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.Join;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Frame type 3: 33 bytes and 4 for each node of the two lists. A LEAVE has node id 0 and the leaver last in the failed list. */
final class JoinCodec {

    private JoinCodec() {}

    static int encode(final Join join, final MutableDirectBuffer buffer, final int offset) {
        putHeader(
                buffer, offset, TYPE_JOIN, 0, join.isLeave() ? 0 : join.sender().value());
        buffer.putInt(offset + JOIN_SYSTEM_FROM_OFFSET, join.sender().value(), ByteOrder.LITTLE_ENDIAN);
        final NodeSet failed = join.isLeave() ? join.failedList().minus(join.sender()) : join.failedList();
        final int failedCount = failed.size() + (join.isLeave() ? 1 : 0);
        buffer.putInt(offset + JOIN_PROC_COUNT_OFFSET, join.procList().size(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + JOIN_FAILED_COUNT_OFFSET, failedCount, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + JOIN_RING_SEQ_OFFSET, join.ringSeq(), ByteOrder.LITTLE_ENDIAN);
        int at = putNodes(join.procList(), buffer, offset + JOIN_LISTS_OFFSET);
        at = putNodes(failed, buffer, at);
        if (join.isLeave()) {
            buffer.putInt(at, join.sender().value(), ByteOrder.LITTLE_ENDIAN);
            at += 4;
        }
        return at - offset;
    }

    static FrameFault check(final DirectBuffer buffer, final int offset, final int length, final ByteOrder order) {
        if (length < JOIN_LISTS_OFFSET) {
            return FrameFault.LENGTH;
        }
        final int proc = buffer.getInt(offset + JOIN_PROC_COUNT_OFFSET, order);
        final int failed = buffer.getInt(offset + JOIN_FAILED_COUNT_OFFSET, order);
        if (proc < 0 || proc > PROCESSOR_COUNT_MAX || failed < 0 || failed > PROCESSOR_COUNT_MAX) {
            return FrameFault.RANGE;
        }
        if (length != JOIN_LISTS_OFFSET + 4 * (proc + failed)) {
            return FrameFault.LENGTH;
        }
        final int sender = buffer.getInt(offset + JOIN_SYSTEM_FROM_OFFSET, order);
        final boolean isLeave = buffer.getInt(offset + NODE_ID_OFFSET, order) == 0;
        if (sender == 0 || (isLeave && (failed == 0 || buffer.getInt(offset + length - 4, order) != sender))) {
            return FrameFault.RANGE;
        }
        for (int at = offset + JOIN_LISTS_OFFSET; at < offset + length; at += 4) {
            if (buffer.getInt(at) == 0) {
                return FrameFault.RANGE;
            }
        }
        return null;
    }

    static Join decode(final DirectBuffer buffer, final int offset, final ByteOrder order) {
        final int proc = buffer.getInt(offset + JOIN_PROC_COUNT_OFFSET, order);
        final int failed = buffer.getInt(offset + JOIN_FAILED_COUNT_OFFSET, order);
        return new Join(
                new NodeId(buffer.getInt(offset + JOIN_SYSTEM_FROM_OFFSET, order)),
                getNodes(buffer, offset + JOIN_LISTS_OFFSET, proc, order),
                getNodes(buffer, offset + JOIN_LISTS_OFFSET + 4 * proc, failed, order),
                buffer.getLong(offset + JOIN_RING_SEQ_OFFSET, order),
                buffer.getInt(offset + NODE_ID_OFFSET, order) == 0);
    }

    static int putNodes(final NodeSet nodes, final MutableDirectBuffer buffer, final int offset) {
        int at = offset;
        for (int i = 0; i < nodes.size(); i++) {
            buffer.putInt(at, nodes.get(i).value(), ByteOrder.LITTLE_ENDIAN);
            at += 4;
        }
        return at;
    }

    static NodeSet getNodes(final DirectBuffer buffer, final int offset, final int count, final ByteOrder order) {
        final List<NodeId> nodes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            nodes.add(new NodeId(buffer.getInt(offset + 4 * i, order)));
        }
        return NodeSet.copyOf(nodes);
    }
}
