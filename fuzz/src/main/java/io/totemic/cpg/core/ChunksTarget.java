/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Chains of chunks. An input is a row of messages, each behind its sender in one byte, its length in two, and how often its part of the
 * payload is taken: a whole payload is longer than inputs are. A sender of 255 tears all chains.
 */
public final class ChunksTarget implements FuzzTarget {

    private static final int PIECE_HEADER_BYTES = 5;

    @Override
    public boolean decode(final byte[] input) {
        final ChunkAssembly assembly = new ChunkAssembly();
        final ByteBuffer rest = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        boolean isComplete = false;
        while (rest.remaining() >= PIECE_HEADER_BYTES) {
            final int from = rest.get() & 0xFF;
            final int length = Math.min(rest.getShort() & 0xFFFF, rest.remaining() - 2);
            // Of all inputs together the work must stay small.
            final int times = Math.min(rest.getShort() & 0x3F, input.length / 16);
            final byte[] bytes = new byte[length];
            rest.get(bytes);
            if (from == 255) {
                assembly.tear(sender -> true);
                continue;
            }
            final GroupMember sender = new GroupMember(NodeId.of(1 + (from & 1)), from >> 1 & 1);
            final CpgMessage chunk = CpgMessage.decode(bytes);
            for (int i = 0; chunk != null && chunk.function() == CpgMessage.CHUNK && i <= times; i++) {
                final byte[] payload = assembly.onChunk(sender, chunk);
                if (payload != null) {
                    isComplete = true;
                    Expect.that(
                            payload.length > CpgMessage.PIECE_MAX_BYTES
                                    && payload.length <= CpgMessage.PAYLOAD_MAX_BYTES,
                            "a chain is as long as chains are");
                }
            }
        }
        return isComplete;
    }

    @Override
    public List<byte[]> seeds() {
        final byte[] data = new byte[17 * 1024];
        final ByteArrayOutputStream whole = new ByteArrayOutputStream();
        final int chunks = CpgMessage.PIECE_MAX_BYTES / data.length + 2;
        put(whole, 1, 0, CpgMessage.firstChunk(1, 9, chunks * data.length, data));
        put(whole, 1, chunks - 3, CpgMessage.chunk(1, 9, false, data));
        put(whole, 1, 0, CpgMessage.chunk(1, 9, true, data));
        return List.of(whole.toByteArray());
    }

    private static void put(final ByteArrayOutputStream out, final int sender, final int times, final byte[] message) {
        final ByteBuffer header = ByteBuffer.allocate(PIECE_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.writeBytes(header.put((byte) sender)
                .putShort((short) message.length)
                .putShort((short) times)
                .array());
        out.writeBytes(message);
    }

    @Override
    public int longestInputBytes() {
        return 64 * 1024;
    }

    @Override
    public AllocationBound bound() {
        // A part is taken up to 64 times, and what is assembled is copied when it grows: four times what is put in at
        // most.
        return new AllocationBound(16 * 1024, 4 * 64 + 64);
    }
}
