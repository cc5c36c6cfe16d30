/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

/**
 * Where two models part.
 *
 * @param kind what differs
 * @param stepIndex after which step of the scenario, from 0; -1 at the start
 * @param node which node; 0 if all
 * @param reference what the reference says
 * @param other what the other says
 */
public record Difference(Kind kind, int stepIndex, int node, String reference, String other) {

    /** What can differ. */
    public enum Kind {
        /** One refuses the configuration, the other does not. */
        REFUSAL,
        /** Not the same nodes are up, or in other partitions. */
        PARTITION,
        /** The verdict. */
        QUORATE,
        /** The members that are told to clients. */
        VIEW,
        /** The votes that a node announces for itself. */
        VOTES,
        /** The expected votes that a node announces. */
        EXPECTED_VOTES,
        /** The flags that a node announces. */
        FLAGS,
        /** The votes needed. */
        QUORUM,
        /** The votes counted. */
        TOTAL_VOTES,
        /** The sequence of what a node sends and tells during the step. */
        EVENTS
    }
}
