/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum;

/**
 * Keeps the most votes that were ever expected across restarts, for expected_votes_tracking.
 *
 * <p>Called only on the ring loop.
 */
public interface ExpectedVotesStore {

    /** For a node that tracks nothing. */
    ExpectedVotesStore NONE = new ExpectedVotesStore() {
        @Override
        public int load() {
            return 0;
        }

        @Override
        public void store(final int votes) {}
    };

    /**
     * What was stored last, 0 if there is nothing. Called once, before the node starts.
     *
     * @throws java.io.UncheckedIOException if it is there and cannot be read
     */
    int load();

    /** Stores them, later and without an answer: a failure is logged, and what is stored then is less than it should be. */
    void store(int votes);
}
