/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NodeVotesTest {

    private static final NodeId NODE = new NodeId(0x01020304);
    private static final byte[] KNOWN = {
        0, 0, 5, 0, 0, 0, 0, 0,
        32, 0, 0, 0, 0, 0, 0, 0,
        4, 3, 2, 1, 2, 0, 0, 0,
        44, 1, 0, 0, 13, 0, 0, 0
    };

    @Test
    void shouldHaveTheLayoutOfNodeinfo() {
        final NodeVotes votes = new NodeVotes(NODE, 2, 300, true, true, true);

        assertThat(votes.encode()).isEqualTo(KNOWN);
        assertThat(NodeVotes.decode(NODE, KNOWN)).isEqualTo(votes);
    }

    @Test
    void shouldReadEachFlagByItself() {
        for (int flags = 0; flags < 8; flags++) {
            final NodeVotes votes = new NodeVotes(NODE, 1, 3, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);

            assertThat(NodeVotes.decode(NODE, votes.encode())).isEqualTo(votes);
        }
    }

    @Test
    void shouldReadNothingFromRubbish() {
        for (int length = 0; length < 40; length++) {
            if (length != KNOWN.length) {
                assertThat(NodeVotes.decode(NODE, Arrays.copyOf(KNOWN, length))).isNull();
            }
        }
        assertThat(NodeVotes.decode(NODE, new byte[32])).isNull();
        assertThat(NodeVotes.decode(NODE, with(2, 4))).isNull();
        assertThat(NodeVotes.decode(NODE, with(23, 0x80))).isNull();
        assertThat(NodeVotes.decode(NODE, with(23, 0x70))).isNull();
        assertThat(NodeVotes.decode(NODE, with(27, 0xFF))).isNull();
    }

    /** A node speaks for itself only. */
    @Test
    void shouldReadNothingThatAnotherSaysOfANode() {
        assertThat(NodeVotes.decode(new NodeId(2), KNOWN)).isNull();
    }

    private static byte[] with(final int at, final int value) {
        final byte[] bytes = KNOWN.clone();
        bytes[at] = (byte) value;
        return bytes;
    }
}
