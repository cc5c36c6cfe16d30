/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The vote counters of all nodes of a cluster, none of which is up at first. One thread. */
public interface VoteModel extends AutoCloseable {

    /** Begins a scenario; answers why the configuration is refused, or nothing. Called once. */
    Optional<String> start(VoteConfiguration configuration);

    /**
     * Does a step, and answers when nothing moves any more.
     *
     * @param observed what the nodes of the reference were given and did during this step, so that a model can follow it in
     *     the same order; empty if this is the reference
     */
    StepAnswer apply(Step step, Map<Integer, List<VoteEvent>> observed);

    @Override
    void close();
}
