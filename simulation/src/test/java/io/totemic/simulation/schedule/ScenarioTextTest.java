/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScenarioTextTest {

    @Test
    void shouldReadWhatItWrites() {
        for (long seed = 1; seed <= 300; seed++) {
            final Scenario scenario = FaultProfile.DEFAULT.scenario(seed, 1 + (int) (seed % 9), 20_000_000_000L);
            assertThat(ScenarioText.read("text", ScenarioText.write(scenario))).isEqualTo(scenario);
            final Scenario rekeyed = FaultProfile.REKEY.scenario(seed, 5, 20_000_000_000L);
            assertThat(ScenarioText.read("text", ScenarioText.write(rekeyed))).isEqualTo(rekeyed);
        }
    }

    @Test
    void shouldWriteEveryActionThatTheBuilderMakes() {
        final LinkConditions deaf = LinkConditions.CALM.losing(1000);
        final Schedule schedule = Schedule.builder()
                .start(1, 2, 3)
                .at(Duration.ofSeconds(1))
                .crash(1)
                .leave(2)
                .loseDisk(1)
                .storeRing(1, -8)
                .pause(3, Duration.ofMillis(1500))
                .slow(3, 40)
                .jumpClock(3, Duration.ofSeconds(-2))
                .slowDisk(3, Duration.ofMillis(30))
                .after(Duration.ofNanos(1))
                .partition(Schedule.nodes(1), Schedule.nodes(2, 3))
                .join()
                .cut(Schedule.nodes(1), Schedule.nodes(2, 3))
                .mend(Schedule.nodes(1), Schedule.nodes(2, 3))
                .degrade(Schedule.nodes(), Schedule.nodes(1), deaf)
                .degrade(Schedule.nodes(2), Schedule.nodes(1), FrameStream.DATA, deaf)
                .restore(Schedule.nodes(2), Schedule.nodes(1))
                .send(1, 10, 5000)
                .leaveGroup(1, Duration.ofMillis(300))
                .build();
        final Scenario scenario =
                new Scenario(-7, 3, 2_000_000_000L, LinkConditions.ROUGH, new TreeMap<>(), -96, schedule);

        final String text = ScenarioText.write(scenario);

        assertThat(ScenarioText.read("text", text)).isEqualTo(scenario);
        assertThat(text)
                .contains("\ninitial-seq 4294967200\n")
                .contains(
                        "\n1 crash 1\n", "\n1 store-ring 1 fffffffffffffff8\n", "\n1 pause 3 1.5\n", "\n1 clock 3 -2\n")
                .contains("\n1.000000001 partition 1 | 2,3\n", "\n1.000000001 cut 1 > 2,3\n")
                .contains("\n1.000000001 degrade 2 > 1 data delay 0.0005+0.0005 loss 1000 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1 crash; there is a word missing at the end",
                "1 crash 4; node 4 is not among the 3 nodes",
                "1 melt 2; there is no action melt",
                "1 cut 1 - 2; there is - where > must be",
                "x crash 2; ",
                "0.0000000001 crash 2; ",
                "6E6666666 crash 2; 6E6666666 is no decimal number of seconds",
                "scenario 2; version is 2, must be 1",
                "network delay 0+0 loss 1001 duplicate 0 reorder 0 corrupt 0 rate 0; loss is 1001 of 1000, must be 0..1000",
                "network delay 0+0 los 1 duplicate 0 reorder 0 corrupt 0 rate 0; there is los where loss must be",
            })
    void shouldNameSourceLineAndRuleOfAMistake(final String line, final String rule) {
        assertThatThrownBy(() -> ScenarioText.read("my.scenario", "nodes 3\nduration 9\n# a comment\n" + line + "\n"))
                .isInstanceOf(ScenarioSyntaxException.class)
                .hasMessageStartingWith("my.scenario:4: ")
                .hasMessageContaining(rule == null ? "" : rule);
    }

    /** A separator of units at the end of a word stayed in it when the text was read and not when it was read again; found by fuzzing. */
    @Test
    void shouldKnowTheSameBlanksEverywhere() {
        final String text = "scenario 1\nnodes 3\ntotem token 500\u001f9\u001c\n";
        final Scenario scenario = ScenarioText.read("text", text);

        assertThat(scenario.totem()).containsEntry("token", "500");
        assertThat(ScenarioText.read("text", ScenarioText.write(scenario))).isEqualTo(scenario);
    }

    /** Steps named nodes that were not there when the number of nodes was said again behind them; found by fuzzing. */
    @Test
    void shouldRefuseANumberOfNodesBehindSteps() {
        assertThatThrownBy(() -> ScenarioText.read("text", "scenario 1\nnodes 3\nduration 2\n1 crash 3\nnodes 1\n"))
                .isInstanceOf(ScenarioSyntaxException.class)
                .hasMessage("text:5: nodes must stand before the steps that name them");
    }

    @Test
    void shouldKeepStepsOfOneMomentInTheirOrder() {
        final Schedule schedule = new Schedule(List.of(
                new Step(5, new Action.Crash(NodeId.of(1))),
                new Step(0, new Action.Start(NodeId.of(1))),
                new Step(5, new Action.Start(NodeId.of(1)))));

        assertThat(schedule.steps())
                .containsExactly(
                        new Step(0, new Action.Start(NodeId.of(1))),
                        new Step(5, new Action.Crash(NodeId.of(1))),
                        new Step(5, new Action.Start(NodeId.of(1))));
    }

    @Test
    void shouldNotLetAStepBeLaterThanTheRun() {
        assertThatThrownBy(() -> new Scenario(
                        1,
                        3,
                        1_000_000_000L,
                        LinkConditions.CALM,
                        new TreeMap<>(),
                        Schedule.builder().at(Duration.ofSeconds(2)).crash(1).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("after the duration");
    }
}
