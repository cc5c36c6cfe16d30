/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.NodeId;
import io.totemic.simulation.GroupCounts;
import io.totemic.simulation.KeyCounts;
import io.totemic.simulation.NetworkCounts;
import io.totemic.simulation.SimulationResult;
import io.totemic.simulation.check.MembershipCoverage;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.FaultProfile;
import io.totemic.simulation.schedule.FrameStream;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.ScenarioText;
import io.totemic.simulation.schedule.Schedule;
import io.totemic.simulation.schedule.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a failure needs is left, all else is taken away. */
final class ShrinkerTest {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final NodeId NODE_2 = NodeId.of(2);
    private static final int ENOUGH_RUNS = 20_000;

    @Test
    void shouldLeaveTwoStepsWhenACrashAfterAPartitionIsTheFault() {
        final Predicate<Scenario> fails = ShrinkerTest::crashesNode2WhileParted;
        int shrunkScenarios = 0;
        for (long seed = 1; seed <= 40; seed++) {
            final Scenario scenario = FaultProfile.DEFAULT.scenario(seed, 5, 20 * SECOND_NS);
            if (fails.test(scenario)) {
                final Shrunk shrunk = shrink(scenario, fails);

                assertThat(shrunk.isMinimal()).isTrue();
                assertThat(shrunk.scenario().nodes()).as("seed %d", seed).isEqualTo(2);
                assertThat(shrunk.scenario().totem()).isEmpty();
                assertThat(shrunk.scenario().network()).isEqualTo(LinkConditions.CALM);
                assertThat(actions(shrunk.scenario()))
                        .as("seed %d", seed)
                        .hasSize(2)
                        .last()
                        .isEqualTo(new Action.Crash(NODE_2));
                assertThat(shrunk.scenario().schedule().steps()).allMatch(step -> step.atNs() == 0);
                assertThat(shrunk.scenario().durationNs()).isZero();
                shrunkScenarios++;
            }
        }
        assertThat(shrunkScenarios).isGreaterThan(3);
    }

    @Test
    void shouldKeepTheMomentThatTheFaultNeedsAndRoundIt() {
        final Predicate<Scenario> fails = scenario -> scenario.schedule().steps().stream()
                .anyMatch(step -> step.action() instanceof Action.Pause pause
                        && step.atNs() >= 3 * SECOND_NS
                        && pause.durationNs() >= SECOND_NS / 5);
        final Scenario scenario = scenario(
                5,
                new TreeMap<>(),
                Schedule.builder()
                        .start(1, 2, 3, 4, 5)
                        .at(Duration.ofNanos(4_123_456_789L))
                        .pause(4, Duration.ofNanos(1_234_567_890L))
                        .build());

        final Shrunk shrunk = shrink(scenario, fails);

        assertThat(shrunk.scenario().schedule().steps())
                .containsExactly(new Step(4 * SECOND_NS, new Action.Pause(NodeId.of(1), SECOND_NS)));
        assertThat(shrunk.scenario().nodes()).isEqualTo(1);
        assertThat(shrunk.scenario().durationNs()).isEqualTo(4 * SECOND_NS);
    }

    @Test
    void shouldKeepTheSettingTheNodesAndTheConditionsThatTheFaultNeeds() {
        final Predicate<Scenario> fails = scenario -> scenario.totem().containsKey("window_size")
                && scenario.nodes() >= 3
                && scenario.schedule().steps().stream()
                        .anyMatch(step -> step.action() instanceof Action.Degrade degrade
                                && degrade.streams().contains(FrameStream.TOKEN)
                                && degrade.conditions().lossPerMille() > 0);
        final TreeMap<String, String> totem = new TreeMap<>();
        totem.put("window_size", "30");
        totem.put("max_messages", "5");
        final LinkConditions bad = new LinkConditions(1, 2, 700, 10, 20, 30, 40_000);
        final Scenario scenario = scenario(
                7,
                totem,
                Schedule.builder()
                        .start(1, 2, 3, 4, 5, 6, 7)
                        .at(Duration.ofSeconds(2))
                        .degrade(Schedule.nodes(1, 2, 3), Schedule.nodes(4, 5, 6, 7), bad)
                        .at(Duration.ofSeconds(3))
                        .send(3, 300, 20_000)
                        .build());

        final Shrunk shrunk = shrink(scenario, fails);

        assertThat(shrunk.scenario().totem()).containsOnlyKeys("window_size");
        assertThat(shrunk.scenario().nodes()).isEqualTo(3);
        assertThat(actions(shrunk.scenario())).hasSize(1).first().satisfies(action -> {
            final Action.Degrade degrade = (Action.Degrade) action;
            assertThat(degrade.streams()).containsExactly(FrameStream.TOKEN);
            assertThat(degrade.conditions()).isEqualTo(LinkConditions.CALM.losing(700));
            assertThat(degrade.from().size() + degrade.to().size()).isEqualTo(2);
        });
    }

    @Test
    void shouldSendFewerAndSmallerMessages() {
        final Predicate<Scenario> fails = scenario -> actions(scenario).stream()
                .anyMatch(action -> action instanceof Action.Send send && send.messages() >= 90);
        final Scenario scenario = scenario(
                3, new TreeMap<>(), Schedule.builder().send(2, 400, 20_000).build());

        assertThat(actions(shrink(scenario, fails).scenario())).containsExactly(new Action.Send(NodeId.of(1), 100, 1));
    }

    @Test
    void shouldNotTakeAnotherFailureForTheSameOne() {
        final Scenario scenario = scenario(
                2,
                new TreeMap<>(),
                Schedule.builder().start(1, 2).crash(1).leave(2).build());
        // Without the crash something else fails.
        final Shrinker shrinker = new Shrinker(
                candidate -> failed(
                        candidate,
                        actions(candidate).contains(new Action.Crash(NodeId.of(1))) ? "TotalOrder: a" : "Liveness: b"),
                ENOUGH_RUNS);

        final Shrunk shrunk = shrinker.shrink(scenario);

        assertThat(shrunk.violations()).containsExactly("TotalOrder: a");
        assertThat(actions(shrunk.scenario())).containsExactly(new Action.Crash(NodeId.of(1)));
    }

    @Test
    void shouldEndWhenTheRunsAreUsedUpAndTellSo() {
        final Scenario scenario = FaultProfile.DEFAULT.scenario(1, 5, 20 * SECOND_NS);
        final List<Scenario> runs = new ArrayList<>();
        final Shrunk shrunk = new Shrinker(
                        candidate -> {
                            runs.add(candidate);
                            return failed(candidate, "Liveness: always");
                        },
                        4)
                .shrink(scenario);

        assertThat(shrunk.runs()).isEqualTo(4);
        assertThat(runs).hasSize(4).last().isEqualTo(shrunk.scenario());
        assertThat(shrunk.isMinimal()).isFalse();
    }

    @Test
    void shouldRefuseAScenarioThatDoesNotFail() {
        final Scenario scenario =
                scenario(1, new TreeMap<>(), Schedule.builder().build());
        final Shrinker shrinker = new Shrinker(ShrinkerTest::passed, 10);

        assertThatThrownBy(() -> shrinker.shrink(scenario)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shrinker(ShrinkerTest::passed, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The runs are genuine ones; planted is what counts as a failure. */
    @Test
    void shouldShrinkRunsOfGenuineNodes() {
        final Scenario scenario = FaultProfile.PARTITIONS.scenario(3, 3, 6 * SECOND_NS);
        try (SimulationRuns runs = new SimulationRuns()) {
            final Function<Scenario, SimulationResult> manyRings = candidate -> {
                final SimulationResult result = runs.apply(candidate);
                return result.rings() > 2L * candidate.nodes() ? failed(candidate, "Rings: too many") : result;
            };

            final Shrunk shrunk = new Shrinker(manyRings, 150).shrink(scenario);

            assertThat(shrunk.violations()).containsExactly("Rings: too many");
            assertThat(shrunk.scenario().schedule().steps())
                    .hasSizeLessThan(scenario.schedule().steps().size() / 3);
            final Scenario read = ScenarioText.read("shrunk", ScenarioText.write(shrunk.scenario()));
            assertThat(manyRings.apply(read).violations()).isEqualTo(shrunk.violations());
        }
    }

    @Test
    void shouldShrinkEqualScenariosToEqualOnes() {
        final Scenario scenario = FaultProfile.DEFAULT.scenario(7, 5, 20 * SECOND_NS);
        final Predicate<Scenario> fails = candidate ->
                candidate.seed() * 31 + candidate.schedule().steps().size() % 7 > 3 && candidate.nodes() > 2;

        assertThat(shrink(scenario, fails)).isEqualTo(shrink(scenario, fails));
    }

    private static boolean crashesNode2WhileParted(final Scenario scenario) {
        boolean isParted = false;
        for (final Action action : actions(scenario)) {
            isParted |= action instanceof Action.Partition;
            if (isParted && action.equals(new Action.Crash(NODE_2))) {
                return true;
            }
        }
        return false;
    }

    private static Shrunk shrink(final Scenario scenario, final Predicate<Scenario> fails) {
        final Shrinker shrinker = new Shrinker(
                candidate -> fails.test(candidate) ? failed(candidate, "Planted: fault") : passed(candidate),
                ENOUGH_RUNS);
        return shrinker.shrink(scenario);
    }

    private static Scenario scenario(final int nodes, final TreeMap<String, String> totem, final Schedule schedule) {
        return new Scenario(9, nodes, 20 * SECOND_NS, LinkConditions.ROUGH, totem, schedule);
    }

    private static List<Action> actions(final Scenario scenario) {
        return scenario.schedule().steps().stream().map(Step::action).toList();
    }

    private static SimulationResult passed(final Scenario scenario) {
        return new SimulationResult(
                scenario.seed(),
                List.of(),
                0,
                0,
                0,
                0,
                new MembershipCoverage(),
                NetworkCounts.NONE,
                GroupCounts.NONE,
                KeyCounts.NONE,
                "");
    }

    private static SimulationResult failed(final Scenario scenario, final String violation) {
        return new SimulationResult(
                scenario.seed(),
                List.of(violation),
                0,
                0,
                0,
                0,
                new MembershipCoverage(),
                NetworkCounts.NONE,
                GroupCounts.NONE,
                KeyCounts.NONE,
                "");
    }
}
