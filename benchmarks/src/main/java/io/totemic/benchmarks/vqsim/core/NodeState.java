/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A node that is up, after a step.
 *
 * @param partition number of the partition where the node is
 * @param quorate the verdict that it told last
 * @param view members that it told last, sorted
 * @param announced what it sent last about itself: its knowledge when it did, not at the end of the step
 * @param quorum votes that it takes, if the model tells
 * @param totalVotes votes that it counts, if the model tells
 */
public record NodeState(
        int partition,
        boolean quorate,
        List<Integer> view,
        Optional<NodeInfo> announced,
        OptionalInt quorum,
        OptionalInt totalVotes) {

    public NodeState {
        view = view.stream().sorted().toList();
    }

    /** The same, with another verdict. */
    public NodeState withQuorate(final boolean other) {
        return new NodeState(partition, other, view, announced, quorum, totalVotes);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("partition " + partition + (quorate ? " quorate" : " inquorate"));
        text.append(" view ").append(view);
        announced.ifPresent(info -> text.append(" announced [").append(info).append(']'));
        quorum.ifPresent(votes -> text.append(" quorum ").append(votes));
        totalVotes.ifPresent(votes -> text.append(" total ").append(votes));
        return text.toString();
    }
}
