/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.GroupCounts;
import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationResult;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.ScenarioText;
import io.totemic.simulation.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Several members of groups on a node: what they are told when they are slow, when messages are large, and when rings change. */
final class ClosedGroupsTest {

    private static final Path LARGE_MESSAGES = Path.of("src/main/mutants/large-messages.scenario");
    private static final long SECOND_NS = 1_000_000_000L;
    private static final NodeId ONE = NodeId.of(1);
    private static final NodeId TWO = NodeId.of(2);
    private static final long WINDOW_BYTES = 500;

    /** The chain of chunks is torn at one place of the order, and begun again, so that who has joined is told the whole message too. */
    @Test
    void shouldTellLargeMessagesOnceToWhoJoinsInTheMiddleOfThem() throws IOException {
        final Scenario scenario = ScenarioText.read("large messages", Files.readString(LARGE_MESSAGES));

        final GroupCounts counts = run(scenario, 5);

        assertThat(counts.largeTold()).isGreaterThan(5 * 20);
        assertThat(counts.tornChains()).isGreaterThan(5 * 3);
    }

    /** A member that takes nothing costs its node first, then the ring, and is put out in the end; then all goes on. */
    @Test
    void shouldPutOutWhoTakesNothing() {
        final Schedule schedule = Schedule.builder()
                .start(1, 2, 3)
                .at(Duration.ofSeconds(3))
                .act(new Action.JoinMember(ONE, 1, 0, 0))
                .act(new Action.JoinMember(TWO, 1, WINDOW_BYTES, 0))
                .act(new Action.JoinMember(TWO, 2, 0, 0))
                .at(Duration.ofSeconds(4))
                .act(new Action.StallMember(TWO, 0, 20 * SECOND_NS))
                .act(new Action.SendFrom(ONE, 0, 60, 1_000))
                .at(Duration.ofMillis(4_500))
                .act(new Action.SendFrom(TWO, 1, 20, 1_000))
                .send(1, 10, 1_000)
                .at(Duration.ofSeconds(9))
                .act(new Action.SendFrom(ONE, 0, 20, 1_000))
                .build();

        final GroupCounts counts = run(impatient("5000/15000/3000", schedule), 10);

        assertThat(counts.putOut()).isEqualTo(10);
        assertThat(counts.holdBacks()).isEqualTo(10);
        assertThat(counts.triedAgain()).isPositive();
    }

    /**
     * Regression (seed 201733): a member that was put out while a ring formed, and then asked to leave, was answered before it had left. Others
     * were told that it died when its node crashed in between, and nothing here said why.
     */
    @Test
    void shouldAnswerWhoWasPutOutWhenItHasLeft() {
        final Schedule schedule = Schedule.builder()
                .start(1, 2, 3)
                .at(Duration.ofSeconds(3))
                .act(new Action.JoinMember(ONE, 1, 0, 0))
                .act(new Action.JoinMember(TWO, 1, WINDOW_BYTES, 0))
                .at(Duration.ofSeconds(4))
                .act(new Action.StallMember(TWO, 0, 20 * SECOND_NS))
                .act(new Action.SendFrom(ONE, 0, 60, 1_000))
                .at(Duration.ofMillis(6_500))
                .partition(Schedule.nodes(1, 3), Schedule.nodes(2))
                .at(Duration.ofMillis(8_300))
                .act(new Action.LeaveMember(TWO, 0))
                .build();

        final GroupCounts counts = run(impatient("5000/15000/3000", schedule), 10);

        assertThat(counts.putOut()).isEqualTo(10);
        assertThat(counts.left()).isEqualTo(10);
    }

    /** A member that takes what it is told in bursts is told all of it, and nobody is refused for long. */
    @Test
    void shouldTellEverythingToWhoIsSlow() {
        final Schedule.Builder schedule = Schedule.builder()
                .start(1, 2, 3)
                .at(Duration.ofSeconds(3))
                .act(new Action.JoinMember(ONE, 1, 0, 0))
                .act(new Action.JoinMember(TWO, 1, WINDOW_BYTES, SECOND_NS / 20));
        for (int i = 0; i < 10; i++) {
            schedule.after(Duration.ofMillis(300)).act(new Action.SendFrom(ONE, 0, 20, 500));
        }

        final GroupCounts counts = run(impatient("2000/6000/3000", schedule.build()), 10);

        assertThat(counts.putOut()).isZero();
        assertThat(counts.holdBacks()).isPositive();
        assertThat(counts.told()).isEqualTo(2 * (counts.accepted() + counts.deliveredToSelf()));
    }

    private static Scenario impatient(final String limits, final Schedule schedule) {
        final TreeMap<String, String> settings = new TreeMap<>();
        settings.put(Scenario.GROUP_LIMITS, limits);
        return new Scenario(1, 3, 10 * SECOND_NS, LinkConditions.CALM, settings, schedule);
    }

    private static GroupCounts run(final Scenario scenario, final int seeds) {
        GroupCounts counts = GroupCounts.NONE;
        try (Simulation simulation = new Simulation()) {
            for (long seed = 1; seed <= seeds; seed++) {
                final SimulationResult result = simulation.run(scenario.withSeed(seed));
                assertThat(result.violations()).as("seed %d", seed).isEmpty();
                counts = counts.plus(result.groups());
            }
        }
        return counts;
    }
}
