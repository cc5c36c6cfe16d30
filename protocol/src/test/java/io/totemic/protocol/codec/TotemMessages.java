/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.CommitToken.MemberEntry;
import io.totemic.protocol.message.Hearing;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.protocol.message.TotemMessage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary messages, such as a node of ours could send. */
final class TotemMessages {

    private TotemMessages() {}

    static Arbitrary<TotemMessage> any() {
        return Arbitraries.oneOf(
                orfTokens(), regularMessages(), mergeDetects(), joins(), leaves(), commitTokens(), holdCancels());
    }

    static Arbitrary<NodeId> nodes() {
        return Arbitraries.oneOf(Arbitraries.integers().between(1, 20), Arbitraries.integers())
                .filter(value -> value != 0)
                .map(NodeId::new);
    }

    static Arbitrary<NodeSet> nodeSets(final int atLeast) {
        return nodes().list().ofMinSize(atLeast).ofMaxSize(10).map(NodeSet::copyOf);
    }

    static Arbitrary<RingId> ringIds() {
        return Combinators.combine(nodes(), Arbitraries.longs()).as(RingId::new);
    }

    static Arbitrary<OrfToken> orfTokens() {
        final Arbitrary<Integer> numbers = Arbitraries.integers();
        final Arbitrary<Integer> counts = Arbitraries.integers().greaterOrEqual(0);
        return Combinators.combine(
                        nodes(),
                        ringIds(),
                        numbers.array(int[].class).ofSize(4),
                        counts,
                        counts,
                        Arbitraries.of(true, false),
                        numbers.array(int[].class).ofMaxSize(OrfToken.RETRANSMIT_ENTRIES_MAX))
                .as((sender, ringId, fields, backlog, fcc, isRetransmitting, requests) -> OrfToken.draft(sender, ringId)
                        .seq(fields[0])
                        .tokenSeq(fields[1])
                        .aru(fields[2], fields[3])
                        .backlogMessages(backlog)
                        .fccMessages(fcc)
                        .retransmitting(isRetransmitting)
                        .retransmitRequests(requests)
                        .build());
    }

    static Arbitrary<RegularMessage> regularMessages() {
        return Combinators.combine(
                        nodes(),
                        Arbitraries.integers(),
                        Arbitraries.integers(),
                        ringIds(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(60))
                .as(RegularMessage::new);
    }

    static Arbitrary<MergeDetect> mergeDetects() {
        return Combinators.combine(nodes(), ringIds(), hearings().injectNull(0.3))
                .as(MergeDetect::new);
    }

    static Arbitrary<Hearing> hearings() {
        return Combinators.combine(nodeSets(1), nodeSets(0), ringIds().injectNull(0.3), Arbitraries.of(true, false))
                .as(Hearing::new);
    }

    static Arbitrary<TokenHoldCancel> holdCancels() {
        return Combinators.combine(nodes(), ringIds()).as(TokenHoldCancel::new);
    }

    static Arbitrary<Join> joins() {
        return Combinators.combine(nodes(), nodeSets(0), nodeSets(0), Arbitraries.longs())
                .as((sender, proc, failed, ringSeq) -> new Join(sender, proc, failed, ringSeq, false));
    }

    static Arbitrary<Join> leaves() {
        return Combinators.combine(nodes(), nodeSets(0), nodeSets(0), Arbitraries.longs())
                .as((sender, proc, failed, ringSeq) ->
                        new Join(sender, proc.minus(sender), failed.plus(sender), ringSeq, true));
    }

    static Arbitrary<CommitToken> commitTokens() {
        final Arbitrary<MemberEntry> entries = Combinators.combine(
                        ringIds(), Arbitraries.integers(), Arbitraries.integers(), Arbitraries.of(true, false))
                .as(MemberEntry::new);
        return nodeSets(1).flatMap(members -> Combinators.combine(
                        nodes(),
                        Arbitraries.integers(),
                        ringIds(),
                        Arbitraries.integers().between(0, members.size()),
                        entries.injectNull(0.3).list().ofSize(members.size()))
                .as((sender, tokenSeq, ringId, index, list) ->
                        new CommitToken(sender, tokenSeq, ringId, index, members, list)));
    }
}
