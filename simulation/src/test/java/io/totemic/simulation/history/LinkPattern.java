/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.simulation.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Which nodes hear which: one bit for each direction between two nodes. */
final class LinkPattern {

    private final int nodes;
    private final boolean[][] isMissing;

    private LinkPattern(final int nodes) {
        this.nodes = nodes;
        isMissing = new boolean[nodes + 1][nodes + 1];
    }

    /** Of 3 to 7 nodes; each direction is missing with one probability, drawn from the seed as well. */
    static LinkPattern drawn(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final LinkPattern pattern = new LinkPattern(3 + random.nextInt(5));
        final int percent = 5 + random.nextInt(50);
        for (int from = 1; from <= pattern.nodes; from++) {
            for (int to = 1; to <= pattern.nodes; to++) {
                pattern.isMissing[from][to] = from != to && random.nextInt(100) < percent;
            }
        }
        return pattern;
    }

    int nodes() {
        return nodes;
    }

    /** Cuts what is missing, now. */
    Schedule.Builder cut(final Schedule.Builder schedule) {
        for (int from = 1; from <= nodes; from++) {
            for (int to = 1; to <= nodes; to++) {
                if (isMissing[from][to]) {
                    schedule.cut(Schedule.nodes(from), Schedule.nodes(to));
                }
            }
        }
        return schedule;
    }

    /** Whether each of these hears each other one. */
    boolean isFullyConnected(final NodeSet set) {
        for (final NodeId from : set) {
            for (final NodeId to : set) {
                if (isMissing[from.value()][to.value()]) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public String toString() {
        final List<String> missing = new ArrayList<>();
        for (int from = 1; from <= nodes; from++) {
            for (int to = 1; to <= nodes; to++) {
                if (isMissing[from][to]) {
                    missing.add(from + ">" + to);
                }
            }
        }
        return nodes + " nodes without " + missing;
    }
}
