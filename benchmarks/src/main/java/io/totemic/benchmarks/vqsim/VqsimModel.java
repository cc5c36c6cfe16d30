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
import io.totemic.benchmarks.vqsim.core.VqsimLine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The real votequorum, in {@code corosync-vqsim}. It follows nobody: the order of its messages is left to its processes. */
final class VqsimModel implements VoteModel {

    private VqsimProcess process;

    @Override
    public Optional<String> start(final VoteConfiguration configuration) {
        try {
            process = new VqsimProcess(configuration);
        } catch (final IOException failed) {
            throw new VqsimFailure("it cannot be started", failed);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new VqsimFailure("interrupted", interrupted);
        }
        return process.refusal();
    }

    @Override
    public StepAnswer apply(final Step step, final Map<Integer, List<VoteEvent>> observed) {
        final Map<Integer, VqsimLine.Verdict> verdicts;
        try {
            verdicts = process.apply(step);
        } catch (final IOException failed) {
            throw new VqsimFailure("it cannot be watched", failed);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new VqsimFailure("interrupted", interrupted);
        }
        if (!verdicts.keySet().equals(process.topology().up().keySet())) {
            throw new VqsimFailure(
                    "nodes " + process.topology().up().keySet() + " should be up, not " + verdicts.keySet());
        }
        final Map<Integer, NodeState> states = new TreeMap<>();
        final Map<Integer, List<VoteEvent>> events = new TreeMap<>();
        verdicts.forEach((node, verdict) -> {
            final TracedNode traced = process.node(node);
            states.put(
                    node,
                    new NodeState(
                            verdict.partition(),
                            verdict.quorate(),
                            verdict.view(),
                            traced.announced(),
                            OptionalInt.empty(),
                            OptionalInt.empty()));
            events.put(node, List.copyOf(traced.events()));
        });
        return new StepAnswer(states, events);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
