/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.List;

/** All properties. */
public final class Checkers {

    /** In the order of their ids. */
    public static final List<Checker> ALL = List.of(
            new AcyclicCausality(),
            new NoInvention(),
            new SingleOrigin(),
            new NoDuplication(),
            new ConfigurationOfOrigin(),
            new Integrity(),
            new SelfInclusion(),
            new Bracketing(),
            new QuiescentAgreement(),
            new Simultaneity(),
            new UniqueIdentity(),
            new TransitionalShape(),
            new SelfDelivery(),
            new FailureAtomicity(),
            new CausalDelivery(),
            new OrderKeepsCausality(),
            new OneOrder(),
            new IncreasingOrder(),
            new NoHoles(),
            new SafeAgreement(),
            new SafeDelivery(),
            new ViewAlgebra(),
            new ViewSynchrony(),
            new OwnJoinFirst(),
            new SenderIsMember(),
            new NoGhosts(),
            new LeaveReasons(),
            new TransitionalTold(),
            new OneSequence(),
            new Answers(),
            new SenderOrder(),
            new OneDirectory(),
            new PrimaryUniqueness(),
            new PrimaryContinuity(),
            new QuorumIntersection(),
            new OneVerdict(),
            new ExplainedVerdict(),
            new LeaseExclusion(),
            new LeaseBound(),
            new OneToken(),
            new RingSequences(),
            new AruNotAboveSeq(),
            new SortQueueBound(),
            new MembershipTransitions(),
            new Liveness(),
            new EverythingDelivered(),
            new Steadiness(),
            new Promptness(),
            new Settling(),
            new Cohesion(),
            new Departure());

    private Checkers() {}
}
