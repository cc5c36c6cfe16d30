/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.MembershipInput;
import io.totemic.membership.core.MembershipStep;
import io.totemic.membership.core.StateName;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each cell of the table of the membership protocol was used: by state, input, and what it led to.
 *
 * <p>Not thread-safe.
 */
public final class MembershipCoverage {

    /** What can happen: in this state this input leads to this. Everything else that happens is a surprise. */
    public record Cell(StateName before, MembershipInput input, MembershipStep.Outcome outcome, GatherReason reason)
            implements Comparable<Cell> {

        private static final Comparator<Cell> ORDER = Comparator.comparing(
                        Cell::before, Comparator.nullsFirst(Comparator.<StateName>naturalOrder()))
                .thenComparing(Cell::input)
                .thenComparing(Cell::outcome)
                .thenComparing(Cell::reason, Comparator.nullsFirst(Comparator.<GatherReason>naturalOrder()));

        @Override
        public int compareTo(final Cell other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            final String to = outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return (before == null ? "(start)" : before.name()) + " "
                    + input.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " -> "
                    + (reason == null ? to : to + " " + reason.number());
        }
    }

    private final SortedMap<Cell, Long> counts = new TreeMap<>();

    /** One use of a cell. */
    public void count(final MembershipStep step) {
        counts.merge(new Cell(step.before(), step.input(), step.outcome(), step.reason()), 1L, Long::sum);
    }

    /** How often a cell was used. */
    public long countOf(final Cell cell) {
        return counts.getOrDefault(cell, 0L);
    }

    /** Adds what another has counted. */
    public void add(final MembershipCoverage other) {
        other.counts.forEach((cell, count) -> counts.merge(cell, count, Long::sum));
    }

    /** All cells that were used, in the order of states and inputs, and how often. */
    public SortedMap<Cell, Long> used() {
        return Collections.unmodifiableSortedMap(counts);
    }

    /** The state that an outcome is the entry of; null if it is none. */
    public static StateName stateEntered(final MembershipStep.Outcome outcome) {
        return switch (outcome) {
            case GATHER -> StateName.GATHER;
            case COMMIT -> StateName.COMMIT;
            case RECOVERY -> StateName.RECOVERY;
            case OPERATIONAL -> StateName.OPERATIONAL;
            case NOTHING, JOIN_SENT, COMMIT_TOKEN_SENT, TOKEN_STARTED -> null;
        };
    }
}
