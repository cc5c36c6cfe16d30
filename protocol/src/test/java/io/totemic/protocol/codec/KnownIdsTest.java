/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.OrfToken;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class KnownIdsTest {

    private static final NodeId ONE = new NodeId(1);
    private static final NodeId STRANGER = new NodeId(-7);
    private static final RingId RING = new RingId(ONE, 8);

    private final KnownIds known = new KnownIds(NodeSet.of(ONE, new NodeId(2)));

    @Test
    void shouldReadTheIdsOfTheFrameWhateverWasReadBefore() {
        for (final RingId ring : new RingId[] {RING, new RingId(ONE, 12), new RingId(STRANGER, 12), RING}) {
            for (final NodeId sender : new NodeId[] {ONE, STRANGER}) {
                final OrfToken token = read(OrfToken.draft(sender, ring).build());

                assertThat(token.ringId()).isEqualTo(ring);
                assertThat(token.sender()).isEqualTo(sender);
            }
        }
    }

    @Test
    void shouldMakeNoObjectsForIdsThatAreKnown() {
        final OrfToken first = read(OrfToken.draft(ONE, RING).build());
        final OrfToken second = read(OrfToken.draft(ONE, RING).build());

        assertThat(second.ringId()).isSameAs(first.ringId());
        assertThat(second.sender()).isSameAs(first.sender());
    }

    private OrfToken read(final OrfToken token) {
        final byte[] frame = Frames.encode(token);
        return (OrfToken) FrameCodec.decode(new UnsafeBuffer(frame), 0, frame.length, known);
    }
}
