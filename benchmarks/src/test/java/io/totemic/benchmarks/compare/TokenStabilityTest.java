/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.benchmarks.compare.TokenStability.Phase;
import io.totemic.benchmarks.compare.TokenStability.Phased;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TokenStabilityTest {

    private static Stream<Phased> phases(
            final String system, final int tokenMs, final long idle, final long paced, final long flood) {
        return Stream.of(
                new Phased(system, tokenMs, Phase.IDLE, 5, idle, "1"),
                new Phased(system, tokenMs, Phase.PACED, 5, paced, "1"),
                new Phased(system, tokenMs, Phase.FLOOD, 5, flood, "1"));
    }

    @Test
    void shouldNameTheSmallestOfEachSystemThatStayedInAllPhases() {
        final List<Phased> phases = Stream.of(
                        phases("a", 1000, 0, 0, 0),
                        phases("a", 300, 0, 0, 0),
                        phases("b", 1000, 0, 0, 0),
                        phases("b", 300, 2, 0, 0),
                        phases("a", 200, 0, 0, 3))
                .flatMap(all -> all)
                .toList();

        assertThat(TokenStability.verdicts(phases))
                .containsExactly(
                        "a: smallest token time-out of those tried that was stable in all phases: 300 ms; stable: [1000, 300]",
                        "b: smallest token time-out of those tried that was stable in all phases: 1000 ms; stable: [1000]");
    }

    @Test
    void shouldNotCountOneThatDidNotGoThroughAllPhases() {
        assertThat(TokenStability.verdicts(List.of(new Phased("a", 200, Phase.IDLE, 5, 0, "1"))))
                .containsExactly("a: no token time-out of those tried was stable in all phases");
    }
}
