/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.benchmarks.RingLog.Event;
import io.totemic.benchmarks.RingLog.Kind;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RingLogTest {

    private static final long MIDNIGHT_MS = 1_795_910_400_000L;

    private static List<Event> events(final String... lines) {
        return RingLog.events(List.of(lines), ZoneOffset.UTC, Year.of(2026));
    }

    @Test
    void shouldReadOurLog() {
        assertThat(events(
                        "Nov 29 00:00:00.004 [7] host totemic notice  [TOTEM ] A processor failed, forming new configuration: token timed out (1000ms), waiting 1200ms for consensus.",
                        "Nov 29 00:00:01.005 [7] host totemic notice  [TOTEM ] A new membership (1.8) was formed. Members left: 3",
                        "Nov 29 00:00:01.006 [7] host totemic notice  [QUORUM] Sync members[2]: 1 2",
                        "Nov 29 00:00:01.007 [7] host totemic notice  [QUORUM] Members[2]: 1 2"))
                .containsExactly(
                        new Event(Kind.LOST, MIDNIGHT_MS + 4, List.of()),
                        new Event(Kind.FORMED, MIDNIGHT_MS + 1_005, List.of()),
                        new Event(Kind.MEMBERS, MIDNIGHT_MS + 1_007, List.of(1, 2)));
    }

    @Test
    void shouldReadCorosyncsLog() {
        assertThat(
                        events(
                                "Nov 29 00:00:01.000 [9] n1 corosync notice  [QUORUM] This node is within the primary component and will provide service.",
                                "Nov 29 00:00:01.000 [9] n1 corosync notice  [QUORUM] Members[3]: 1 2 3",
                                "Nov 29 00:00:02.000 [9] n1 corosync notice  [QUORUM] This node is within the non-primary component and will NOT provide any services."))
                .extracting(Event::kind)
                .containsExactly(Kind.PRIMARY, Kind.MEMBERS, Kind.NOT_PRIMARY);
    }

    @Test
    void shouldLeaveOutWhatSaysNothingOfARing() {
        assertThat(events(
                        "",
                        "    at io.totemic.Example",
                        "Nov 29 00:00:01.005 [7] host totemic notice  [MAIN  ] Totemic started",
                        "without a time: A new membership (1.8) was formed."))
                .isEmpty();
    }
}
