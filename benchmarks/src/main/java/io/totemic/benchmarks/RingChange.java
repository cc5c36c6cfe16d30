/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.RingLog.Event;
import io.totemic.benchmarks.RingLog.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a node came to a configuration of certain members.
 *
 * @param lostMs when it missed the token for it, since 1970; none if it was told by another node before
 * @param configurationMs when it installed that configuration, since 1970
 * @param verdictMs when its votequorum had decided on it
 * @param configurations how many it installed on the way, at least one
 * @param isQuorate what was decided
 */
record RingChange(OptionalLong lostMs, long configurationMs, long verdictMs, int configurations, boolean isQuorate) {

    /** The first change to {@code members} since {@code sinceMs} among the events of one node, in their order. */
    static Optional<RingChange> of(final List<Event> events, final List<Integer> members, final long sinceMs) {
        OptionalLong lostMs = OptionalLong.empty();
        boolean isQuorate = false;
        int configurations = 0;
        long configurationMs = 0;
        for (final Event event : events) {
            switch (event.kind()) {
                case LOST -> {
                    if (event.atMs() >= sinceMs && lostMs.isEmpty()) {
                        lostMs = OptionalLong.of(event.atMs());
                    }
                }
                case PRIMARY -> isQuorate = true;
                case NOT_PRIMARY -> isQuorate = false;
                case FORMED -> {
                    if (event.atMs() >= sinceMs) {
                        configurations++;
                        configurationMs = event.atMs();
                    }
                }
                case MEMBERS -> {
                    if (configurations > 0 && event.members().equals(members)) {
                        return Optional.of(
                                new RingChange(lostMs, configurationMs, event.atMs(), configurations, isQuorate));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** When the first configuration since {@code sinceMs} was installed. */
    static Optional<Long> firstFormedMs(final List<Event> events, final long sinceMs) {
        return events.stream()
                .filter(event -> event.kind() == Kind.FORMED && event.atMs() >= sinceMs)
                .map(Event::atMs)
                .findFirst();
    }
}
