/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model answers to a step.
 *
 * @param states of all nodes that are up
 * @param events of each node during the step, in its own order; empty if the model does not tell
 */
public record StepAnswer(Map<Integer, NodeState> states, Map<Integer, List<VoteEvent>> events) {
    public StepAnswer {
        states = new TreeMap<>(states);
        events = new TreeMap<>(events);
    }
}
