/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import static io.totemic.quorum.core.Clusters.node;
import static io.totemic.quorum.core.Clusters.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.TieBreaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What tallies send is read as it was meant, and what others send is read or not, without an exception. */
class QuorumCodecProperties {

    private static final NodeId SENDER = node(2);

    @Provide
    Arbitrary<QuorumMessage> messages() {
        final Arbitrary<Integer> votes = Arbitraries.integers().between(0, VoteQuorumSettings.VOTES_MAX);
        final Arbitrary<Integer> any = Arbitraries.integers();
        return Arbitraries.oneOf(
                votes.flatMap(own -> any.map(flags -> new NodeInfo(SENDER, own, 7, flags))),
                votes.map(device -> new NodeInfo(null, device, 0, 0)),
                votes.flatMap(value -> any.map(ticket ->
                        new QuorumMessage.Reconfigure(QuorumMessage.Parameter.NODE_VOTES, node(9), value, ticket))),
                any.map(QuorumMessage.WindowExpired::new),
                Arbitraries.of(
                        new QuorumMessage.ModesChanged(true, false), new QuorumMessage.ModesChanged(false, true)),
                votes.map(QuorumCodecProperties::state));
    }

    private static TallyState state(final int votes) {
        final VoteTally tally = VoteTally.starting(settings(
                2,
                new TallyModes(
                        votes % 2 == 0, votes % 3 == 0, true, TieBreaker.list(List.of(node(4), node(1))), true, true),
                1,
                votes,
                3));
        tally.beginSync(NodeSet.of(node(1), node(2)));
        tally.onNodeInfo(node(1), new NodeInfo(node(1), 1, 5, NodeFlags.QUORATE));
        tally.finishSync();
        return tally.state();
    }

    @Property(tries = 2_000)
    void shouldReadWhatWasWritten(@ForAll("messages") final QuorumMessage message) {
        assertThat(QuorumCodec.decode(SENDER, QuorumCodec.encode(message))).isEqualTo(message);
        assertThat(QuorumCodec.decodeAll(SENDER, QuorumCodec.encode(List.of(message, message))))
                .containsExactly(message, message);
    }

    /** Whatever is read of a damaged state can be counted with. */
    @Property(tries = 5_000)
    void shouldSurviveDamage(
            @ForAll("messages") final QuorumMessage message,
            @ForAll @IntRange(min = 0, max = 40) final int places,
            @ForAll final long seed) {
        final byte[] bytes = QuorumCodec.encode(List.of(message, message));
        final Random random = new Random(seed);
        for (int i = 0; i < places; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(5) : random.nextInt());
        }
        final List<QuorumMessage> read = new ArrayList<>(QuorumCodec.decodeAll(SENDER, bytes));
        for (final QuorumMessage each : read) {
            if (each instanceof TallyState state) {
                final VoteTally tally = VoteTally.of(state);
                tally.onNodeInfo(SENDER, new NodeInfo(SENDER, 1, 3, 0));
                tally.finishSync();
                assertThat(tally.explanation().verdict().isQuorate()).isEqualTo(tally.isQuorate());
            }
        }
    }

    @Property(tries = 5_000)
    void shouldSurviveNoise(@ForAll final byte[] noise) {
        assertThat(QuorumCodec.decodeAll(SENDER, noise)).isEmpty();
        assertThat(QuorumCodec.decode(SENDER, noise)).isNull();
    }
}
