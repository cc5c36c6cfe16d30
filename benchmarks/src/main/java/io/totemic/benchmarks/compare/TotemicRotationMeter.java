/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.NodeProcess;
import io.totemic.benchmarks.NodeProcess.Line;

/**
 * Asks a node of Totemic that was started to time its tokens.
 *
 * @param node that is watched
 */
record TotemicRotationMeter(NodeProcess node) implements RotationMeter {

    private static final long LIMIT_S = 60;
    private static final double NANOS_PER_MICRO = 1e3;

    @Override
    public void begin() {
        node.tell("BEGIN-ROTATION");
    }

    @Override
    public Rotation end() throws InterruptedException {
        final Line said = node.ask("END-ROTATION", "ROTATION", LIMIT_S);
        final long rotations = Long.parseLong(said.fields().get(0));
        return rotations == 0
                ? Rotation.NONE
                : new Rotation(rotations, micros(said, 1), micros(said, 2), micros(said, 3), -1, -1);
    }

    private static double micros(final Line said, final int field) {
        return Double.parseDouble(said.fields().get(field)) / NANOS_PER_MICRO;
    }
}
