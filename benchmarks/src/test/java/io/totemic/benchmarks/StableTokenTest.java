/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.benchmarks.StableToken.Phase;
import io.totemic.benchmarks.StableToken.Soak;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class StableTokenTest {

    private static Stream<Soak> soaks(final int tokenMs, final long idle, final long paced, final long flood) {
        return Stream.of(
                new Soak(tokenMs, Phase.IDLE, 5, idle, "1"),
                new Soak(tokenMs, Phase.PACED, 5, paced, "1"),
                new Soak(tokenMs, Phase.FLOOD, 5, flood, "1"));
    }

    @Test
    void shouldNameTheSmallestThatStayedInAllPhases() {
        final List<Soak> soaks = Stream.of(soaks(1000, 0, 0, 0), soaks(300, 0, 0, 0), soaks(200, 0, 0, 3))
                .flatMap(all -> all)
                .toList();

        assertThat(StableToken.verdict(soaks))
                .isEqualTo(
                        "smallest token time-out of those tried that was stable in all phases: 300 ms; stable: [1000, 300]");
    }

    @Test
    void shouldNotCountOneThatDidNotGoThroughAllPhases() {
        assertThat(StableToken.verdict(List.of(new Soak(200, Phase.IDLE, 5, 0, "1"))))
                .isEqualTo("no token time-out of those tried was stable in all phases");
    }
}
