/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.histories;

import io.totemic.simulation.kit.SimulatedCluster;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is used in a history, and so what is checked. */
public enum HistoryKind {
    /** A replicated map, whose commands and ordered reads must be linearizable. */
    MAP {
        @Override
        History begin(final SimulatedCluster cluster) {
            return new MapHistory(cluster, false);
        }
    },

    /** A cluster singleton on nodes that are never late by more than the hand-over delay covers: never two at once. */
    SINGLETON {
        @Override
        History begin(final SimulatedCluster cluster) {
            return new SingletonHistory(cluster, false);
        }
    },

    /** A cluster singleton on nodes that stand still for long: tokens grow, and how long two were there at once is measured. */
    SINGLETON_PAUSED {
        @Override
        History begin(final SimulatedCluster cluster) {
            return new SingletonHistory(cluster, true);
        }
    };

    /** What is to run in that cluster, of which no node is up yet. */
    abstract History begin(SimulatedCluster cluster);

    /**
     * The kind of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static HistoryKind named(final String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no history of a " + name + "; there are "
                        + Arrays.stream(values()).map(HistoryKind::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
