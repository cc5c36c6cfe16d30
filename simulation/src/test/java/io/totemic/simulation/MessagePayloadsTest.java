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

final class MessagePayloadsTest {

    private static final int FRAME = 1_400;
    private static final NodeId NODE = NodeId.of(1);
    private static final MessageId FIRST = new MessageId(NODE, 1, 1);
    private static final MessageId SECOND = new MessageId(NODE, 1, 2);

    private final MessagePayloads payloads = new MessagePayloads();

    @Test
    void shouldGiveTwoMessagesAndTwoPiecesOfOneDifferentBytes() {
        final byte[] first = payloads.encode(FIRST, 3 * FRAME);
        final byte[] second = payloads.encode(SECOND, 3 * FRAME);

        assertThat(piece(first, 1)).isNotEqualTo(piece(second, 1)).isNotEqualTo(piece(first, 2));
        assertThat(payloads.encode(FIRST, 3 * FRAME)).isEqualTo(first);
        assertThat(payloads.decode(NODE, second)).isEqualTo(SECOND);
    }

    @Test
    void shouldTellItsLength() {
        final byte[] whole = payloads.encode(FIRST, FRAME);
        final byte[] shorter = Arrays.copyOf(whole, FRAME - 1);

        assertThat(payloads.isWhole(FIRST, whole)).isTrue();
        assertThat(payloads.isWhole(FIRST, shorter)).isFalse();
    }

    @Test
    void shouldTellMessagesOfOneByteApart() {
        final byte[] first = payloads.encode(FIRST, 1);
        final byte[] second = payloads.encode(SECOND, 1);

        assertThat(first).hasSize(1).isNotEqualTo(second);
        assertThat(payloads.decode(NODE, first)).isEqualTo(FIRST);
        assertThat(payloads.decode(NODE, second)).isEqualTo(SECOND);
        assertThat(payloads.isWhole(FIRST, first)).isTrue();
        assertThat(payloads.isWhole(FIRST, second)).isFalse();
    }

    @Test
    void shouldNotTakeAShortMessageThatNobodySentForOneThatWas() {
        payloads.encode(FIRST, 3);

        final byte[] invented = {5, 0, 0};
        assertThat(payloads.decode(NODE, invented)).isEqualTo(new MessageId(NODE, 0, 5));
        assertThat(payloads.isWhole(new MessageId(NODE, 0, 5), invented)).isFalse();
    }

    private static byte[] piece(final byte[] message, final int number) {
        return Arrays.copyOfRange(message, number * FRAME, (number + 1) * FRAME);
    }
}
