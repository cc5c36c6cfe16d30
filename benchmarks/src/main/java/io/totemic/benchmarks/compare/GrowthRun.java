/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured on a ring of one size.
 *
 * @param nodes of the ring
 * @param system label of the contender
 * @param round from 1 on
 * @param writers how many nodes sent as fast as the system took it: none, one or all
 * @param messagesPerSecond delivered to the application of a node, mean of the nodes
 * @param rotation of the token at node 1 meanwhile
 * @param isOneOrder see {@link RunResult}
 * @param load of the machine over the last minute
 * @param note what is to be known about it, or empty
 */
record GrowthRun(
        int nodes,
        String system,
        int round,
        int writers,
        double messagesPerSecond,
        Rotation rotation,
        boolean isOneOrder,
        double load,
        String note) {

    /** How many of the nodes send. */
    enum Writers {
        NONE,
        ONE,
        ALL;

        int of(final int nodes) {
            return switch (this) {
                case NONE -> 0;
                case ONE -> 1;
                case ALL -> nodes;
            };
        }
    }

    /** What is to be known about it, in a sentence, or empty. */
    @JsonIgnore
    String remark() {
        final List<String> all = new ArrayList<>();
        if (!note.isEmpty()) {
            all.add(note);
        } else if (!isOneOrder) {
            all.add("not one order");
        }
        if (rotation.rotations() == 0) {
            all.add("no rotation was told");
        }
        if (rotation.newRings() > 0) {
            all.add("the ring was formed anew, " + rotation.newRings() + " times");
        }
        return String.join("; ", all);
    }

    @JsonIgnore
    Writers kind() {
        if (writers == 0) {
            return Writers.NONE;
        }
        return writers == nodes ? Writers.ALL : Writers.ONE;
    }
}
