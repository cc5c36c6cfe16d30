/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TimelineTest {

    @Test
    void shouldTellWhatHappenedInTheOrderOfTime() {
        final String text = new Timeline(Stories.crash("RingOrder: 2#1 is wrong")).text();

        assertThat(text.lines())
                .containsExactly(
                        "by <hand>",
                        "    0.0000 s            start 1",
                        "    0.0000 s            start 2",
                        "    0.0000 s  node 1    starts, as 1#1",
                        "    0.0000 s  node 1    GATHER (15 interface change)",
                        "    0.0000 s  node 2    starts, as 2#1",
                        "    0.0000 s  node 2    GATHER (15 interface change)",
                        "    0.0100 s  node 1    OPERATIONAL",
                        "    0.0100 s  node 1    ring 1.4: 1 2, joined 1 2",
                        "    0.0100 s  node 2    OPERATIONAL",
                        "    0.0100 s  node 2    ring 1.4: 1 2, joined 1 2",
                        "    0.0110 s  node 1    0 messages to the group, in 1 frames of the ring",
                        "    0.0120 s  node 2    0 messages to the group, in 1 frames of the ring",
                        "    1.5000 s            partition 1 | 2",
                        "    2.0000 s            crash 2",
                        "    2.0000 s  node 2    is gone, which was 2#1",
                        "    3.0000 s  node 1    GATHER (2 The token was lost in the OPERATIONAL state.)",
                        "    4.2130 s  node 1    OPERATIONAL",
                        "    4.2130 s  node 1    transitional configuration from ring 1.4: 1, left 2",
                        "    4.2130 s  node 1    ring 1.8: 1",
                        "    5.0000 s            everything is healed",
                        "violations:",
                        "  RingOrder: 2#1 is wrong");
    }

    @Test
    void shouldSayThatThereAreNoViolations() {
        assertThat(new Timeline(Stories.crash()).text().lines()).endsWith("no violations");
    }
}
