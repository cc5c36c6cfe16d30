/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

/** Watches the token at node 1 of a ring. */
interface RotationMeter {

    /** Watches nothing. */
    RotationMeter NONE = new RotationMeter() {
        @Override
        public void begin() {
            // Nothing to watch with.
        }

        @Override
        public Rotation end() {
            return Rotation.NONE;
        }
    };

    /** From now on. */
    void begin() throws InterruptedException;

    /** What was seen since. */
    Rotation end() throws InterruptedException;
}
