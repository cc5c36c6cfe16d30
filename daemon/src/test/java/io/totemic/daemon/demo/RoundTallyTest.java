/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hash must tell every difference in content, sender and order, else the demonstration proves nothing. */
final class RoundTallyTest {

    @Test
    void shouldBeEqualOnlyForTheSameMessagesInTheSameOrder() {
        final String hash = hash(1, "a", 2, "b");

        assertThat(hash(1, "a", 2, "b")).isEqualTo(hash);
        assertThat(hash(2, "b", 1, "a")).isNotEqualTo(hash);
        assertThat(hash(2, "a", 1, "b")).isNotEqualTo(hash);
        assertThat(hash(1, "ab", 2, "")).isNotEqualTo(hash);
        assertThat(hash(1, "a")).isNotEqualTo(hash);
    }

    @Test
    void shouldKnowWhoEndedTheRound() {
        final RoundTally tally = new RoundTally();
        tally.ended(1);
        assertThat(tally.hasEnded(List.of(1, 2))).isFalse();
        tally.ended(2);
        assertThat(tally.hasEnded(List.of(1, 2))).isTrue();
    }

    @Test
    void shouldReadBackItsLinesAndMessages() {
        final DemoLine line = DemoLine.of(DemoLine.TALLY, 1, 3000, 17, "abc");
        assertThat(DemoLine.parse(line.toString())).hasValue(line);
        assertThat(DemoLine.parse("OpenJDK 64-Bit Server VM warning")).isEmpty();
        assertThat(DemoLine.of(DemoLine.GROUP, DemoLine.nodes(List.of())).nodes(0))
                .isEmpty();

        final DemoMessage message = new DemoMessage(2, DemoMessage.END);
        assertThat(DemoMessage.of(message.payload())).isEqualTo(message);
    }

    private static String hash(final Object... sendersAndTexts) {
        final RoundTally tally = new RoundTally();
        for (int index = 0; index < sendersAndTexts.length; index += 2) {
            tally.delivered(
                    (Integer) sendersAndTexts[index],
                    ((String) sendersAndTexts[index + 1]).getBytes(StandardCharsets.UTF_8));
        }
        return tally.sha256();
    }
}
