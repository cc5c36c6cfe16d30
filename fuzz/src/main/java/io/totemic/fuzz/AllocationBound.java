/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

/**
 * Bytes of heap that one input may cost.
 *
 * @param fixedBytes whatever the input
 * @param bytesForEachByte more for each byte of the input
 */
public record AllocationBound(long fixedBytes, long bytesForEachByte) {

    /** For an input of that length. */
    public long of(final int inputBytes) {
        return fixedBytes + bytesForEachByte * inputBytes;
    }
}
