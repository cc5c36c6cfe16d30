/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.history.Runs.at;
import static io.totemic.simulation.schedule.Schedule.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that stand still, as under SIGSTOP, on a starved host, in a full collection. */
final class PauseTest {

    private static final NodeSet ALL = nodes(1, 2, 3);
    private static final Duration PAUSED = at(5_000);

    /** Token time-out; then a round of consensus and an attempt that fails for each of the others. */
    private static final Duration FORMING = Duration.ofMillis(1_000 + 2 * (1_000 + 1_200));

    /** Longer than the token time-out and a round of consensus, so that the others have gone on. */
    private static final Duration LONG = Duration.ofSeconds(3);

    /** No time-out is as short: the shortest, {@code consensus} and {@code token}, take a second and more. */
    private static final Duration AT_ONCE = Duration.ofMillis(900);

    /** Corosync issue 6: shorter than the token time-out, it must not matter. */
    @Test
    void shouldNotNoticeAShortPause() {
        for (int node = 1; node <= 3; node++) {
            for (final Run run : pause(node, Duration.ofMillis(700))) {
                for (int told = 1; told <= 3; told++) {
                    assertThat(run.ringsOf(told, PAUSED, PAUSED.plusSeconds(20)))
                            .as("seed %d, node %d paused, node %d", run.seed(), node, told)
                            .isEmpty();
                }
            }
        }
    }

    /**
     * Corosync issues 384, 559 and 692: a node comes back with its sockets full of what is no longer true; rings form once a second
     * without an end, or it thinks that the others had gone. Here few rings form, and nobody is a companion who was not there.
     */
    @Test
    void shouldComeBackInFewRingsAfterALongPause() {
        for (final Duration length : List.of(LONG, Duration.ofMinutes(5))) {
            for (int node = 1; node <= 3; node++) {
                for (final Run run : pause(node, length)) {
                    assertComesBack(run, node, PAUSED.plus(length));
                }
            }
        }
    }

    /** Corosync issues 389 and 483: how long the others take depends on who is silent, and when. It has a bound. */
    @Test
    void shouldFormARingWithoutASuspendedNodeInABoundedTime() {
        for (int node = 1; node <= 3; node++) {
            final NodeSet others = ALL.minus(NodeId.of(node));
            for (final Run run : pause(node, Duration.ofSeconds(20))) {
                for (final NodeId other : others) {
                    assertThat(run.untilToldOf(others, other.value(), PAUSED))
                            .as("seed %d, node %d paused, node %s", run.seed(), node, other)
                            .isLessThan(FORMING);
                }
            }
        }
    }

    /**
     * What has arrived during a long pause is of rings and attempts that are over; the link drops it, as Corosync does. If it were
     * handled, JOINs that exclude the node would make it stand alone at first, and the others would hold it off. That still happens
     * where the first turn does not read the socket empty, which is one in four here.
     */
    @Test
    void shouldMostlyComeBackAtOnceWithoutStandingAlone() {
        int runsInAll = 0;
        int alone = 0;
        for (int node = 1; node <= 3; node++) {
            final Schedule.Builder schedule = Runs.startOnFastDisks(3);
            final List<Run> runs = Runs.of(3, PAUSED.plusSeconds(8))
                    .of(Runs.send(schedule, 3, at(3_000), PAUSED.plusSeconds(8), Duration.ofMillis(400), 3)
                            .at(PAUSED)
                            .pause(node, LONG)
                            .build());

            for (final Run run : runs) {
                final Duration resumed = PAUSED.plus(LONG);
                final List<NodeSet> rings = run.ringsOf(node, resumed, resumed.plusSeconds(4)).stream()
                        .map(Trace.RingInstalled::members)
                        .toList();
                runsInAll++;
                if (rings.equals(List.of(nodes(node), ALL))) {
                    alone++;
                } else {
                    assertThat(rings)
                            .as("seed %d, node %d paused", run.seed(), node)
                            .containsExactly(ALL);
                    assertThat(run.untilToldOf(ALL, node, resumed))
                            .as("seed %d, node %d paused", run.seed(), node)
                            .isLessThan(AT_ONCE);
                }
            }
        }
        assertThat(alone).as("of %d", runsInAll).isLessThan(runsInAll / 4);
    }

    /** Not even what its application would have it send, who stands still as well. */
    @Test
    void shouldSayNothingDuringAPause() {
        final Duration length = Duration.ofMillis(700);
        // Node 2 holds the token, since it was the last to send.
        final Schedule schedule = Runs.start(3)
                .at(at(4_000))
                .send(2, 1, 2_000)
                .at(PAUSED)
                .pause(2, length)
                .at(PAUSED.plusMillis(200))
                .send(2, 5, 2_000)
                .build();

        for (final Run run : Runs.of(3, at(10_000)).of(schedule)) {
            for (int told = 1; told <= 3; told++) {
                final Trace.ProcessId process = Run.process(told, 1);
                assertThat(run.messagesTold(process, PAUSED, PAUSED.plus(length).minusNanos(1)))
                        .as("seed %d, node %d, during the pause", run.seed(), told)
                        .isEmpty();
                assertThat(run.messagesTold(process, PAUSED.plus(length), PAUSED.plusSeconds(2)))
                        .as("seed %d, node %d, after the pause", run.seed(), told)
                        .hasSize(5);
            }
        }
    }

    private static void assertComesBack(final Run run, final int node, final Duration resumed) {
        for (int told = 1; told <= 3; told++) {
            assertThat(run.untilToldOf(ALL, told, resumed))
                    .as("seed %d, node %d paused, node %d", run.seed(), node, told)
                    .isLessThan(Duration.ofSeconds(9));
            assertThat(run.ringsOf(told, resumed, resumed.plusSeconds(15)))
                    .as("seed %d, node %d paused, node %d", run.seed(), node, told)
                    .hasSizeBetween(1, 6);
        }
        // The others had a ring without it, so none of them comes along with it to the next one.
        final Trace.RingInstalled first = run.ringsOf(node, resumed, resumed.plusSeconds(15)).stream()
                .filter(ring -> ring.members().equals(ALL))
                .findFirst()
                .orElseThrow();
        assertThat(first.companions()).as("seed %d", run.seed()).isEqualTo(nodes(node));
    }

    private static List<Run> pause(final int node, final Duration length) {
        final Duration end = PAUSED.plus(length).plusSeconds(10);
        return Runs.of(3, end)
                .seeds(10)
                .of(Runs.traffic(3, at(3_000), end, Duration.ofMillis(400), 3)
                        .at(PAUSED)
                        .pause(node, length)
                        .build());
    }
}
