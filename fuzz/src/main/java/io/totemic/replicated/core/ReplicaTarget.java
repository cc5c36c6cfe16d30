/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What replicas multicast to each other, and the transfer of a state. An input is a row of messages, each behind its length in two
 * bytes; the chunks among them go to one transfer.
 */
public final class ReplicaTarget implements FuzzTarget {

    private static final GroupMember SOURCE = new GroupMember(NodeId.of(2), 1);
    private static final Round ROUND = new Round(8, SOURCE, 3);

    @Override
    public boolean decode(final byte[] input) {
        SnapshotTransfer transfer = new SnapshotTransfer(ROUND, SOURCE, 1024);
        final ByteBuffer rest = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        boolean isTaken = false;
        long deliveredBytes = 0;
        while (rest.remaining() >= 2) {
            final byte[] bytes = new byte[Math.min(rest.getShort() & 0xFFFF, rest.remaining())];
            rest.get(bytes);
            final ReplicaMessage message = ReplicaMessage.decode(bytes);
            if (message == null) {
                continue;
            }
            isTaken = true;
            final byte[] written = message.encode();
            Expect.that(
                    Arrays.equals(ReplicaMessage.decode(written).encode(), written),
                    "a message that is written again is the same");
            if (message instanceof ReplicaMessage.Chunk chunk && transfer.accepts(SOURCE, chunk)) {
                deliveredBytes += chunk.bytes().length;
                if (transfer.onChunk(chunk)) {
                    Expect.that(
                            transfer.snapshot().length == deliveredBytes, "a complete state is what its chunks are");
                    transfer = new SnapshotTransfer(ROUND, SOURCE, 1024);
                    deliveredBytes = 0;
                }
            }
        }
        return isTaken;
    }

    @Override
    public List<byte[]> seeds() {
        final Version version = new Version(4, 8, 100, 0x1234);
        return List.of(
                row(new ReplicaMessage.Requests(List.of(Entry.read(1), Entry.write(2, new byte[] {1, 2, 3})))),
                row(new ReplicaMessage.Open(8, 3), new ReplicaMessage.Tell(ROUND, version)),
                row(
                        new ReplicaMessage.Chunk(ROUND, 0, 5, new byte[] {1, 2, 3}),
                        new ReplicaMessage.Chunk(ROUND, 3, 5, new byte[] {4, 5})));
    }

    private static byte[] row(final ReplicaMessage... messages) {
        final ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (final ReplicaMessage message : messages) {
            final byte[] bytes = message.encode();
            row.write(bytes.length);
            row.write(bytes.length >> 8);
            row.writeBytes(bytes);
        }
        return row.toByteArray();
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(16 * 1024, 500);
    }
}
