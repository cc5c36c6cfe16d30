/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.check.MessageId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The bytes of a message follow from its header, so that pieces of two messages, or in another order, are seen. */
final class GroupRecorderTest {

    private static final int FRAME = 1_400;
    private static final MessageId FIRST = new MessageId(NodeId.of(1), 1, 1);
    private static final MessageId SECOND = new MessageId(NodeId.of(1), 1, 2);

    @Test
    void shouldGiveTwoMessagesAndTwoPiecesOfOneDifferentBytes() {
        final byte[] first = GroupRecorder.encode(FIRST, 3 * FRAME);
        final byte[] second = GroupRecorder.encode(SECOND, 3 * FRAME);

        assertThat(piece(first, 1)).isNotEqualTo(piece(second, 1)).isNotEqualTo(piece(first, 2));
        assertThat(GroupRecorder.encode(FIRST, 3 * FRAME)).isEqualTo(first);
    }

    @Test
    void shouldTellItsLength() {
        final byte[] whole = GroupRecorder.encode(FIRST, FRAME);
        final byte[] shorter = GroupRecorder.encode(FIRST, FRAME - 1);

        assertThat(Arrays.copyOf(whole, FRAME - 1)).isNotEqualTo(shorter);
        assertThat(GroupRecorder.encode(FIRST, 0)).hasSize(16);
    }

    private static byte[] piece(final byte[] message, final int number) {
        return Arrays.copyOfRange(message, number * FRAME, (number + 1) * FRAME);
    }
}
