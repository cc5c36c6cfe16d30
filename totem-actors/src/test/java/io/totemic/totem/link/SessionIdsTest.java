/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whose a session is. */
class SessionIdsTest {

    private static final NodeSet NODES = NodeSet.of(NodeId.of(1), NodeId.of(2), NodeId.of(NodeId.MAX));

    @Test
    void shouldKnowEachSessionOfEachPeer() {
        for (final NodeId receiver : NODES) {
            final SessionIds known = new SessionIds(receiver, NODES, 1);
            for (final NodeId sender : NODES.minus(receiver)) {
                final SessionIds sending = new SessionIds(sender, NODES, sender.unsigned());
                for (int stream = AeronSession.DATA_STREAM; stream <= AeronSession.PEER_STREAM; stream++) {
                    assertThat(known.isOfPeer(sending.next(stream))).isTrue();
                    assertThat(known.isOfPeer(sending.next(stream))).isTrue();
                }
            }
        }
    }

    @Test
    void shouldTakeFewSessionsForThoseOfPeers() {
        final SessionIds known = new SessionIds(NodeId.of(1), NODES, 1);
        final SplittableRandom random = new SplittableRandom(7);
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            taken += known.isOfPeer(random.nextInt()) ? 1 : 0;
        }
        assertThat(taken).as("4 of 65536 in the mean").isLessThan(40);
        assertThat(known.limit()).isEqualTo(16);
    }

    @Test
    void shouldNotGiveTheSameSessionAgainSoon() {
        final SessionIds sending = new SessionIds(NodeId.of(1), NODES, 3);
        int same = 0;
        for (int i = 0; i < 1_000; i++) {
            final int first = sending.next(1);
            final int second = sending.next(1);
            same += first == second ? 1 : 0;
        }
        assertThat(same).isLessThan(3);
    }
}
