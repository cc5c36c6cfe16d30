/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import static io.totemic.simulation.check.HandMadeTrace.NODE_1;
import static io.totemic.simulation.check.HandMadeTrace.NODE_2;
import static io.totemic.simulation.check.HandMadeTrace.P;
import static io.totemic.simulation.check.HandMadeTrace.Q;
import static io.totemic.simulation.check.HandMadeTrace.RING_A;
import static io.totemic.simulation.check.HandMadeTrace.RING_B;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumExplanation;
import io.totemic.protocol.QuorumExplanation.Rule;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.RingId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the checkers of verdicts and leases must find. */
final class FaultsOfVerdicts {

    private static final long MS = 1_000_000L;

    private FaultsOfVerdicts() {}

    static List<CheckersTest.Fault> all() {
        return List.of(
                new CheckersTest.Fault(OneVerdict.class, "another [", t -> {
                    t.trace.quorum().told(P, told(RING_A, Rule.MAJORITY, 2, 1));
                    t.trace.quorum().told(Q, told(RING_A, Rule.MAJORITY, 3, 1));
                }),
                new CheckersTest.Fault(ExplainedVerdict.class, "the quorum is more, or less", t -> t.trace
                        .quorum()
                        .told(P, told(RING_A, Rule.MAJORITY, 1, 1))),
                new CheckersTest.Fault(
                        ExplainedVerdict.class,
                        "there is no tie, or its breaker is not here",
                        t -> t.trace.quorum().told(P, told(RING_A, Rule.TIE_BREAKER_HERE, 2, 1))),
                new CheckersTest.Fault(ExplainedVerdict.class, "two_node does not say so", t -> t.trace
                        .quorum()
                        .told(P, told(RING_A, Rule.TWO_NODE, 2, 1))),
                new CheckersTest.Fault(LeaseExclusion.class, "on ring 1.4 until", t -> {
                    heldFrom(t, P, RING_A, 0);
                    heldFrom(t, Q, RING_B, 100);
                }),
                new CheckersTest.Fault(LeaseExclusion.class, "on ring 1.4 until", t -> {
                    heldFrom(t, P, RING_A, 0);
                    heldFrom(t, Q, RING_B, 100);
                    t.trace.quorum().clockJumped(NODE_2, 101 * MS);
                }),
                new CheckersTest.Fault(LeaseBound.class, "was quorate for 500 ms without a token", t -> {
                    heldFrom(t, P, RING_A, 0);
                    t.trace.quorum().told(P, told(RING_B, Rule.BELOW_QUORUM, 1, MS * 500 + 2));
                }));
    }

    /** {@code process} is quorate by a majority on that ring, and has its second token then. */
    static void heldFrom(final HandMadeTrace t, final Trace.ProcessId process, final RingId ring, final long fromMs) {
        t.trace.quorum().configured(new TreeMap<>(Map.of(NODE_1, 1, NODE_2, 1)), 200 * MS);
        t.trace.started(process, 0);
        t.trace.quorum().told(process, told(ring, Rule.MAJORITY, 2, fromMs * MS));
        t.trace.happened(process, new Trace.TokenAccepted(ring, 1, 0, 0, fromMs * MS + 1));
        t.trace.happened(process, new Trace.TokenAccepted(ring, 2, 0, 0, fromMs * MS + 2));
    }

    private static QuorumTrace.Told told(final RingId ring, final Rule rule, final int totalVotes, final long atNs) {
        final TreeMap<NodeId, Integer> votes = new TreeMap<>(Map.of(NODE_1, 1, NODE_2, totalVotes - 1));
        final QuorumExplanation why = new QuorumExplanation(rule, NODE_1, 3, totalVotes, 2, 0, votes, NODE_1);
        return new QuorumTrace.Told(
                ring,
                new QuorumStatus(why.verdict(), ring, NodeSet.of(NODE_1, NODE_2), why, List.of(), Set.of()),
                atNs);
    }
}
