/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim;

import io.totemic.benchmarks.vqsim.core.NodeState;
import io.totemic.benchmarks.vqsim.core.Step;
import io.totemic.benchmarks.vqsim.core.StepAnswer;
import io.totemic.benchmarks.vqsim.core.VoteConfiguration;
import io.totemic.benchmarks.vqsim.core.VoteEvent;
import io.totemic.benchmarks.vqsim.core.VoteModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Wrong on purpose, to test the comparison: takes exactly half of the nodes for quorate. */
final class PlantedFaultModel implements VoteModel {

    private final VoteModel right;
    private int nodes;

    PlantedFaultModel(final VoteModel right) {
        this.right = right;
    }

    @Override
    public Optional<String> start(final VoteConfiguration configuration) {
        nodes = configuration.nodes();
        return right.start(configuration);
    }

    @Override
    public StepAnswer apply(final Step step, final Map<Integer, List<VoteEvent>> observed) {
        final StepAnswer answer = right.apply(step, observed);
        final Map<Integer, NodeState> states = new TreeMap<>(answer.states());
        states.replaceAll((node, state) -> state.view().size() * 2 == nodes ? state.withQuorate(true) : state);
        return new StepAnswer(states, answer.events());
    }

    @Override
    public void close() {
        right.close();
    }
}
