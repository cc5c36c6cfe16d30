/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.history.Runs.at;
import static io.totemic.simulation.schedule.Schedule.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.RingId;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Senders that wait for others. */
final class FlowControlTest {

    private static final Duration END = at(14_000);

    /**
     * JGroups issue 1048: after views that came and went quickly one node kept no credits for another, and its sender waited for
     * ever. Here all nodes die at once, start one after the other, and the network falls apart meanwhile; then everybody sends.
     */
    @Test
    void shouldLetEverybodySendAfterManyChangesInAShortTime() {
        final List<Run> runs = Runs.of(3, END).on(LinkConditions.ROUGH).of(seed -> churn(seed)
                .at(at(12_000))
                .send(1, 300, 2_000)
                .send(2, 300, 2_000)
                .send(3, 300, 2_000)
                .build());

        for (final Run run : runs) {
            for (int node = 1; node <= 3; node++) {
                final List<MessageId> told = run.messagesTold(Run.process(node, 2), at(12_000), Duration.ofDays(1));
                for (int sender = 1; sender <= 3; sender++) {
                    final Trace.ProcessId of = Run.process(sender, 2);
                    assertThat(told.stream()
                                    .filter(message -> message.node().equals(of.node()))
                                    .toList())
                            .as("seed %d, messages of node %d at node %d", run.seed(), sender, node)
                            .hasSize(300);
                }
            }
        }
    }

    /** A member that stands still holds back the window; when the token is given up, the others send on. */
    @Test
    void shouldNotWaitForAMemberThatStandsStill() {
        final Duration paused = at(5_000);
        final Schedule schedule = Runs.send(Runs.startOnFastDisks(3), 2, at(3_000), END, Duration.ofMillis(50), 40)
                .at(paused)
                .pause(3, Duration.ofSeconds(6))
                .build();

        for (final Run run : Runs.of(3, END).of(schedule)) {
            for (int node = 1; node <= 2; node++) {
                assertThat(run.longestSilence(Run.process(node, 1), paused, END))
                        .as("seed %d, node %d", run.seed(), node)
                        .isLessThan(Duration.ofMillis(2_500));
            }
        }
    }

    /** Nor for one that leaves, or whose member leaves the group, while messages wait. */
    @Test
    void shouldNotWaitForAMemberThatLeaves() {
        final Duration left = at(5_010);
        final Schedule schedule = Runs.send(Runs.start(3), 2, at(3_000), END, Duration.ofMillis(50), 40)
                .at(at(4_000))
                .leaveGroup(2, Duration.ofMillis(100))
                .at(left)
                .leave(3)
                .build();

        for (final Run run : Runs.of(3, END).of(schedule)) {
            for (int node = 1; node <= 2; node++) {
                assertThat(run.untilToldOf(nodes(1, 2), node, left))
                        .as("seed %d, node %d", run.seed(), node)
                        .isLessThan(Duration.ofSeconds(3));
                assertThat(run.longestSilence(Run.process(node, 1), at(3_500), END))
                        .as("seed %d, node %d", run.seed(), node)
                        .isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    /** By reading: window less count, in unsigned numbers, became four thousand million. No rotation has more than the window. */
    @Test
    void shouldKeepToTheWindowWhenItIsSmallerThanWhatANodeMaySend() {
        final int window = 10;
        final List<Run> runs = Runs.of(3, END)
                .on(LinkConditions.ROUGH)
                .with("window_size", window)
                .with("max_messages", 30)
                .of(Runs.traffic(3, at(3_000), at(8_000), Duration.ofMillis(50), 40)
                        .build());

        for (final Run run : runs) {
            assertThat(mostInARotation(run)).as("seed %d", run.seed()).isBetween(1, window);
        }
    }

    private static Schedule.Builder churn(final int seed) {
        final Schedule.Builder schedule = Runs.traffic(3, at(3_000), at(9_000), Duration.ofMillis(50), 20)
                .at(at(5_000))
                .crash(1, 2, 3);
        for (int i = 0; i < 3; i++) {
            schedule.at(at(5_200 + 40L * seed * i)).start((seed + i) % 3 + 1);
        }
        for (int i = 0; i < 10; i++) {
            schedule.at(at(5_300 + 300L * i + 7L * seed))
                    .partition(nodes(i % 3 + 1), nodes((i + 1) % 3 + 1, (i + 2) % 3 + 1))
                    .after(Duration.ofMillis(60 + 10L * seed))
                    .join();
        }
        return schedule;
    }

    private static int mostInARotation(final Run run) {
        return run.trace().ringProcesses().stream()
                .flatMapToInt(
                        process -> IntStream.of(mostInARotation(run.trace().ringEventsOf(process))))
                .max()
                .orElseThrow();
    }

    private static int mostInARotation(final List<Trace.RingEvent> events) {
        int most = 0;
        RingId ring = null;
        int last = 0;
        for (final Trace.RingEvent event : events) {
            if (event instanceof Trace.TokenAccepted token) {
                most = token.ringId().equals(ring) ? Math.max(most, token.seq() - last) : most;
                ring = token.ringId();
                last = token.seq();
            }
        }
        return most;
    }
}
