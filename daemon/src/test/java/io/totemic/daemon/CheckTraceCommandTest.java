/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.simulation.Simulation;
import io.totemic.simulation.SimulationOptions;
import io.totemic.simulation.schedule.FaultProfile;
import io.totemic.simulation.trace.TraceText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CheckTraceCommandTest {

    @TempDir
    private Path directory;

    private List<Path> files;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void record() throws IOException {
        try (Simulation simulation = new Simulation()) {
            final SimulationOptions options = new SimulationOptions(3, 2_000_000_000L, FaultProfile.CALM);
            files = TraceText.write(simulation.record(options.scenario(1)).trace(), directory);
        }
    }

    @Test
    void shouldSayWhatItChecksAndFindNothing() throws IOException {
        final Path svg = directory.resolve("run.svg");
        final Path timeline = directory.resolve("run.txt");

        assertThat(check("--svg", svg.toString(), "--timeline", timeline.toString()))
                .isEqualTo(ExitStatus.OK);

        assertThat(out.toString())
                .contains("cluster simulated: 3 incarnations of 3 nodes")
                .contains("checked: E6c IncreasingOrder: ")
                .contains("skipped: L1 Liveness, which ")
                .endsWith("no violations\n");
        assertThat(svg).content().startsWith("<svg ");
        assertThat(timeline).content().contains("traces of cluster simulated");
    }

    @Test
    void shouldFailWhenAFrameIsMissing() throws IOException {
        final List<String> lines = new ArrayList<>(Files.readAllLines(files.get(1)));
        lines.remove(lines.stream()
                .filter(line -> line.contains(" delivered "))
                .findFirst()
                .orElseThrow());
        Files.write(files.get(1), lines);

        assertThat(check()).isEqualTo(ExitStatus.FAILED);
        assertThat(out.toString()).contains("E3 SelfDelivery: 2#1 never delivered its own ");
    }

    @Test
    void shouldFailWhenAFileIsNoTrace() throws IOException {
        Files.writeString(files.get(1), "hello\n");

        assertThat(check()).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).contains("node-2.trace, line 1: ");
    }

    private int check(final String... options) {
        final CommandLine commandLine = Daemon.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        final List<String> arguments = new ArrayList<>(List.of("check-trace"));
        arguments.addAll(List.of(options));
        files.forEach(file -> arguments.add(file.toString()));
        return commandLine.execute(arguments.toArray(String[]::new));
    }
}
