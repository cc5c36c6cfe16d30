/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.benchmarks.RingLog.Event;
import io.totemic.benchmarks.RingLog.Kind;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RingChangeTest {

    private static final List<Integer> BOTH = List.of(1, 2);

    private static Event event(final Kind kind, final long atMs, final Integer... members) {
        return new Event(kind, atMs, List.of(members));
    }

    @Test
    void shouldTakeTheVerdictAndTheConfigurationThatItIsOn() {
        assertThat(RingChange.of(
                        List.of(
                                event(Kind.FORMED, 10),
                                event(Kind.PRIMARY, 11),
                                event(Kind.MEMBERS, 11, 1, 2, 3),
                                event(Kind.LOST, 20),
                                event(Kind.LOST, 90),
                                event(Kind.LOST, 95),
                                event(Kind.FORMED, 100),
                                event(Kind.MEMBERS, 103, 1, 2)),
                        BOTH,
                        50))
                .contains(new RingChange(OptionalLong.of(90), 100, 103, 1, true));
    }

    @Test
    void shouldCountConfigurationsThatLastedNotAndSayWhenQuorumIsLost() {
        assertThat(RingChange.of(
                        List.of(
                                event(Kind.PRIMARY, 11),
                                event(Kind.FORMED, 100),
                                event(Kind.MEMBERS, 101, 1),
                                event(Kind.FORMED, 120),
                                event(Kind.NOT_PRIMARY, 121),
                                event(Kind.MEMBERS, 121, 1, 2)),
                        BOTH,
                        50))
                .contains(new RingChange(OptionalLong.empty(), 120, 121, 2, false));
    }

    /** The verdict on the ring before may be logged again, as when votes change. */
    @Test
    void shouldWaitForAConfigurationSinceThen() {
        assertThat(RingChange.of(List.of(event(Kind.FORMED, 10), event(Kind.MEMBERS, 60, 1, 2)), BOTH, 50))
                .isEmpty();
        assertThat(RingChange.firstFormedMs(List.of(event(Kind.FORMED, 10)), 50))
                .isEmpty();
        assertThat(RingChange.firstFormedMs(List.of(event(Kind.FORMED, 50), event(Kind.FORMED, 60)), 50))
                .contains(50L);
    }
}
