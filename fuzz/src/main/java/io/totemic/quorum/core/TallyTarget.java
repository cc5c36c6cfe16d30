/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.TieBreaker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What tallies tell each other, and that whatever is read of it can be counted with. */
public final class TallyTarget implements FuzzTarget {

    private static final NodeId SENDER = NodeId.of(2);

    @Override
    public boolean decode(final byte[] input) {
        final List<QuorumMessage> messages = QuorumCodec.decodeAll(SENDER, input);
        for (final QuorumMessage message : messages) {
            Expect.that(
                    message.equals(QuorumCodec.decode(SENDER, QuorumCodec.encode(message))),
                    "a message that is written again is the same");
            if (message instanceof TallyState state) {
                final VoteTally tally = VoteTally.of(state);
                tally.onNodeInfo(SENDER, new NodeInfo(SENDER, 1, 3, 0));
                tally.finishSync();
                Expect.that(
                        tally.explanation().verdict().isQuorate() == tally.isQuorate(),
                        "a tally explains what it decided");
            }
        }
        return !messages.isEmpty();
    }

    @Override
    public List<byte[]> seeds() {
        final VoteTally tally = VoteTally.starting(new VoteQuorumSettings(
                SENDER,
                true,
                new TreeMap<>(Map.of(NodeId.of(1), 1, SENDER, 3)),
                4,
                new TallyModes(false, true, true, TieBreaker.list(List.of(NodeId.of(1))), true, true),
                false,
                0,
                Optional.empty(),
                4));
        tally.beginSync(NodeSet.of(NodeId.of(1), SENDER));
        return List.of(
                QuorumCodec.encode(List.of(tally.state(), tally.nodeInfo(), tally.deviceInfo())),
                QuorumCodec.encode(
                        new QuorumMessage.Reconfigure(QuorumMessage.Parameter.NODE_VOTES, NodeId.of(1), 2, 7)),
                QuorumCodec.encode(new QuorumMessage.WindowExpired(3)),
                QuorumCodec.encode(new QuorumMessage.ModesChanged(true, false)));
    }

    @Override
    public int longestInputBytes() {
        return 16 * 1024;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(32 * 1024, 400);
    }
}
