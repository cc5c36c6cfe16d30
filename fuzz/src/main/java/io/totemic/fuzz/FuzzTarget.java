/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import java.util.List;

/**
 * One decoder, and what is claimed of it for every input: it ends, throws nothing but what it documents, and allocates no more than a
 * bound that follows from the length of the input. One thread at a time.
 */
public interface FuzzTarget {

    /**
     * Decodes an input. What one input leaves behind must not change what becomes of the next one.
     *
     * @return whether the decoder took it, so that tests can tell seeds that have grown stale
     * @throws Exception if the decoder does what it must not
     */
    boolean decode(byte[] input) throws Exception;

    /** Inputs that the decoder takes, as its encoder writes them: where fuzzing begins. */
    List<byte[]> seeds();

    /** What the decoder may allocate for one input. */
    AllocationBound bound();

    /** Longest input that is tried, in bytes. */
    default int longestInputBytes() {
        return 4096;
    }
}
