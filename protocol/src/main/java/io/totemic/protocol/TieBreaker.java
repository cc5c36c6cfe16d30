/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import java.util.List;

/**
 * Which half goes on when a cluster splits into two halves of equal votes. Source: votequorum(5), auto_tie_breaker.
 *
 * @param kind how the half is told
 * @param nodes for {@link Kind#LIST} the nodes, the first that is there decides; else empty
 */
public record TieBreaker(Kind kind, List<NodeId> nodes) {

    /** How the half is told, with the numbers of the key {@code runtime.votequorum.atb_type}. */
    public enum Kind {
        NONE(0),
        LOWEST(1),
        HIGHEST(2),
        LIST(3);

        private final int number;

        Kind(final int number) {
            this.number = number;
        }

        /** The number. */
        public int number() {
            return number;
        }

        /** The kind of a number, null if there is none. */
        public static Kind of(final int number) {
            return number >= 0 && number < values().length ? values()[number] : null;
        }
    }

    public static final TieBreaker NONE = new TieBreaker(Kind.NONE, List.of());
    public static final TieBreaker LOWEST = new TieBreaker(Kind.LOWEST, List.of());
    public static final TieBreaker HIGHEST = new TieBreaker(Kind.HIGHEST, List.of());

    public TieBreaker {
        nodes = List.copyOf(nodes);
        if ((kind == Kind.LIST) == nodes.isEmpty()) {
            throw new IllegalArgumentException(kind + " with the nodes " + nodes + ", must have nodes only as LIST");
        }
    }

    /** The half with the first of {@code nodes} that is there. */
    public static TieBreaker list(final List<NodeId> nodes) {
        return new TieBreaker(Kind.LIST, nodes);
    }

    /** Whether there is one. */
    public boolean isOn() {
        return kind != Kind.NONE;
    }
}
