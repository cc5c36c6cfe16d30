/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VoteScenarioTest {

    private static final int SEEDS = 500;

    @Test
    void readsItsText() {
        final VoteScenario scenario = VoteScenario.parse("""
                # a comment
                votes 1 0 3
                option auto_tie_breaker_node 2 3
                option two_node 1

                up 0:2
                move 3:2,1
                down 1
                join 0 3
                """);

        assertThat(scenario)
                .isEqualTo(new VoteScenario(
                        new VoteConfiguration(
                                List.of(1, 0, 3), Map.of("two_node", "1", "auto_tie_breaker_node", "2 3")),
                        List.of(
                                new Step.Up(0, 2),
                                new Step.Move(3, List.of(2, 1)),
                                new Step.Down(1),
                                new Step.Join(0, 3))));
    }

    @Test
    void tellsTheLineThatItCannotRead() {
        assertThatThrownBy(() -> VoteScenario.parse("votes 1 1\nup 0:1\nfence 2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 3: 'fence 2' is neither votes, option nor a step");
        assertThatThrownBy(() -> VoteScenario.parse("up 0:1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 nodes; must be 1 to 16");
    }

    @Test
    void writesTheFileOfCorosync() {
        final String file = new VoteConfiguration(
                        List.of(1, 2), Map.of("wait_for_all", "1", "device.model", "net", "device.votes", "1"))
                .corosyncConf("/somewhere");

        assertThat(file)
                .contains("system {\n  state_dir: /somewhere\n}\n")
                .contains("  wait_for_all: 1\n")
                .contains("  device {\n    model: net\n    votes: 1\n  }\n")
                .contains("  node {\n    nodeid: 2\n    ring0_addr: 10.0.0.2\n    quorum_votes: 2\n  }\n");
    }

    @Test
    void generatedScenariosAreReadBackAsTheyAre() {
        for (long seed = 0; seed < SEEDS; seed++) {
            final VoteScenario scenario = generated(seed);
            assertThat(VoteScenario.parse(scenario.text())).isEqualTo(scenario);
        }
    }

    @Test
    void sameSeedGeneratesTheSame() {
        assertThat(generated(7)).isEqualTo(generated(7)).isNotEqualTo(generated(8));
    }

    @Test
    void generatedStepsAllMeanSomething() {
        final Set<Class<?>> kinds = new HashSet<>();
        final Set<String> options = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            final VoteScenario scenario = generated(seed);
            final Topology topology = new Topology(scenario.configuration().nodes(), 0);
            assertThat(scenario.configuration().nodes()).isBetween(2, 8);
            assertThat(scenario.steps()).hasSizeBetween(10, 40);
            for (final Step step : scenario.steps()) {
                assertThat(topology.isApplicable(step))
                        .as("%s of seed %d", step, seed)
                        .isTrue();
                topology.apply(step);
                kinds.add(step.getClass());
            }
            options.addAll(scenario.configuration().options().keySet());
        }
        assertThat(kinds).hasSize(4);
        assertThat(options)
                .contains(
                        "two_node",
                        "wait_for_all",
                        "last_man_standing",
                        "auto_tie_breaker",
                        "auto_tie_breaker_node",
                        "allow_downscale",
                        "expected_votes_tracking",
                        "expected_votes",
                        "device.model",
                        "device.votes");
    }

    private static VoteScenario generated(final long seed) {
        return new ScenarioGenerator(new SplittableRandom(seed), 8).next();
    }
}
