/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code totemic node} as a process of its own that must refuse to start: what it prints and how it ends. */
final class NodeCommandTest {

    private static final String GOOD = """
            totem {
                version: 2
                secauth: off
            }
            nodelist {
                node {
                    nodeid: 1
                    ring0_addr: 127.0.0.1
                }
                node {
                    nodeid: 2
                    ring0_addr: 127.0.0.2
                }
            }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "totem {           | ttotem {             | corosync.conf:1: ttotem",
                "nodeid: 2         | nodeid: 1            | corosync.conf:",
                "nodeid: 2         | nodeid: two          | corosync.conf:",
                "ring0_addr: 127.0.0.2\\n    } | ring0_addr: 127.0.0.2 | corosync.conf:",
                "version: 2        | version: 2\\n    token: -1 | corosync.conf:3: totem.token is -1",
                "secauth: off      | keyfile: /no/key | corosync.conf:3: totem.keyfile is /no/key, which does not exist",
                "secauth: off      | crypto_hash: md5 | corosync.conf:3: totem.crypto_hash is md5, must be sha256"
            })
    void shouldRefuseABadConfigurationWithOneLineAndStatus8(
            final String part, final String replacement, final String beginning) throws Exception {
        final String bad = GOOD.replace(part.replace("\\n", "\n"), replacement.replace("\\n", "\n"));
        assertThat(bad).isNotEqualTo(GOOD);

        final Outcome outcome = node(bad, "--node-id", "1");

        assertThat(outcome.standardError()).hasSize(1);
        assertThat(outcome.standardError().get(0)).startsWith(directory + "/" + beginning);
        assertThat(outcome.exitStatus()).isEqualTo(8);
        assertNothingStarted();
    }

    @Test
    void shouldAskForTheNodeIdWhenSeveralNodesAreOnLoopback() throws Exception {
        final Outcome outcome = node(GOOD);

        assertThat(outcome.standardError())
                .singleElement()
                .asString()
                .contains("--node-id")
                .contains("1, 2");
        assertThat(outcome.exitStatus()).isEqualTo(8);
        assertNothingStarted();
    }

    private record Outcome(int exitStatus, List<String> standardError) {}

    private Outcome node(final String configuration, final String... arguments)
            throws IOException, InterruptedException {
        final Path config = directory.resolve("corosync.conf");
        Files.writeString(config, configuration);
        final Path standardError = directory.resolve("stderr");
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Daemon.class.getName(),
                "node",
                "--config",
                config.toString()));
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(standardError.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the node did not end");
        }
        return new Outcome(process.exitValue(), Files.readAllLines(standardError, StandardCharsets.UTF_8));
    }

    private void assertNothingStarted() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("corosync.conf", "stderr");
        }
    }
}
