/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Transfers of a state; the chunks that do not fit each other are findings of fuzzing. */
class SnapshotTransferTest {

    private static final GroupMember SOURCE = new GroupMember(NodeId.of(2), 1);
    private static final Round ROUND = new Round(8, SOURCE, 3);

    private final SnapshotTransfer transfer = new SnapshotTransfer(ROUND, SOURCE, 3);

    @Test
    void shouldPutAStateTogether() {
        final SnapshotTransfer source = new SnapshotTransfer(ROUND, SOURCE, 3);
        ReplicaMessage.Chunk chunk = source.begin(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        boolean isComplete = take(chunk);
        while (!source.onChunk(chunk)) {
            assertThat(isComplete).isFalse();
            chunk = source.next();
            isComplete = take(chunk);
        }

        assertThat(isComplete).isTrue();
        assertThat(transfer.snapshot()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void shouldPutAnEmptyStateTogether() {
        assertThat(take(new SnapshotTransfer(ROUND, SOURCE, 3).begin(new byte[0])))
                .isTrue();
        assertThat(transfer.snapshot()).isEmpty();
    }

    /** What a chunk announces costs nothing: two gigabytes in one message of some bytes ended the process. */
    @Test
    void shouldAllocateWhatHasComeAndNotWhatIsAnnounced() {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();

        assertThat(take(chunk(0, Integer.MAX_VALUE, 1, 2, 3))).isFalse();

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    /** A longer state than the first chunk said was written behind the end of the array. */
    @Test
    void shouldNotAcceptAChunkOfALongerState() {
        take(chunk(0, 5, 1, 2, 3));

        assertThat(transfer.accepts(SOURCE, chunk(3, 9, 4, 5, 6))).isFalse();
        assertThat(take(chunk(3, 5, 4, 5))).isTrue();
        assertThat(transfer.snapshot()).containsExactly(1, 2, 3, 4, 5);
    }

    /** A shorter one was taken for complete, with zeros at its end. */
    @Test
    void shouldNotAcceptAChunkOfAShorterState() {
        take(chunk(0, 50, 1, 2, 3));

        assertThat(transfer.accepts(SOURCE, chunk(3, 4, 4))).isFalse();
    }

    private boolean take(final ReplicaMessage.Chunk chunk) {
        assertThat(transfer.accepts(SOURCE, chunk)).isTrue();
        return transfer.onChunk(chunk);
    }

    private static ReplicaMessage.Chunk chunk(final int offset, final int totalBytes, final int... bytes) {
        final byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return new ReplicaMessage.Chunk(ROUND, offset, totalBytes, content);
    }
}
