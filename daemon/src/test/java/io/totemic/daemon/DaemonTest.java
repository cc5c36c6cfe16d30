/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DaemonTest {

    private static List<String> names() {
        return List.copyOf(Daemon.commandLine().getSubcommands().keySet());
    }

    @Test
    void shouldKnowAllCommandsInTheOrderOfTheUsageText() {
        assertThat(names())
                .containsExactly(
                        "node",
                        "keygen",
                        "rekey",
                        "demo",
                        "demo-node",
                        "simulate",
                        "histories",
                        "mutants",
                        "check-trace",
                        "bench",
                        "tla",
                        "fuzz",
                        "warm-up",
                        "help");
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldDescribeACommandAloneAsAmongAll(final String name) {
        final CommandLine alone = Daemon.commandLine(name).getSubcommands().get(name);
        final CommandLine among = Daemon.commandLine().getSubcommands().get(name);

        assertThat(alone.getUsageMessage()).isEqualTo(among.getUsageMessage()).contains("totemic " + name);
        assertThat(alone.isUnmatchedOptionsArePositionalParams())
                .isEqualTo(among.isUnmatchedOptionsArePositionalParams());
    }

    @Test
    void shouldReadOnlyTheCommandThatIsNamed() {
        assertThat(Daemon.commandLine("node").getSubcommands()).containsOnlyKeys("node");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "--version", "nodes", ""})
    void shouldKnowAllCommandsWhenNoneIsNamed(final String first) {
        assertThat(Daemon.commandLine(first).getSubcommands().keySet()).containsExactlyElementsOf(names());
    }
}
