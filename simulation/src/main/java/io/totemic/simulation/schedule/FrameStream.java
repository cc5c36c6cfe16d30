/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

/** The three streams between two nodes. */
public enum FrameStream {
    /** Data frames, to everybody. */
    DATA(0),
    /** Tokens and commit tokens, to the successor. */
    TOKEN(1),
    /** JOINs, merge detects and hold cancels, to everybody. */
    CONTROL(2);

    private final int index;

    FrameStream(final int index) {
        this.index = index;
    }

    /** Place in an array of all streams, 0..2. */
    public int index() {
        return index;
    }
}
