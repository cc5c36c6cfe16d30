/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;

/**
 * Names one message of a run.
 *
 * @param node who sent it
 * @param incarnation start of that node, counted over the run
 * @param number counted from 1 in that incarnation
 */
public record MessageId(NodeId node, int incarnation, int number) {

    @Override
    public String toString() {
        return node + "#" + incarnation + ":" + number;
    }
}
