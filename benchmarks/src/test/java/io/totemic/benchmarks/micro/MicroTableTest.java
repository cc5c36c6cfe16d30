/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MicroTableTest {

    private static final MicroResult VISIT =
            new MicroResult("TokenVisitBenchmark.visit", Map.of("frames", "17"), 900, 12.34, 40_000);
    private static final MicroResult HOP = new MicroResult("HopBenchmark.hop", Map.of(), 80, 0, 56);

    @Test
    void shouldShowTimesAndBytes() {
        assertThat(new MicroTable(List.of(VISIT), List.of()).toString().lines())
                .hasSize(2)
                .last()
                .asString()
                .matches("TokenVisitBenchmark.visit \\{frames=17} +900.0 +12.3 +40000");
    }

    @Test
    void shouldShowTheRatioToTheSameBenchmarkWithTheSameParameters() {
        final MicroResult other = new MicroResult("TokenVisitBenchmark.visit", Map.of("frames", "0"), 100, 0, 0);
        final MicroResult slower = new MicroResult("TokenVisitBenchmark.visit", Map.of("frames", "17"), 600, 0, 0);

        final List<String> lines = new MicroTable(List.of(VISIT, HOP), List.of(other, slower))
                .toString()
                .lines()
                .toList();

        assertThat(lines.get(1)).endsWith(" 1.50");
        assertThat(lines.get(2)).endsWith(" new");
    }

    @Test
    void shouldReadWhatWasKept(@TempDir final Path directory) throws IOException {
        final Path file = Files.writeString(directory.resolve("kept.json"), """
                {"title": "any", "environment": {"cores": "2"}, "results": [
                  {"benchmark": "HopBenchmark.hop", "parameters": {}, "nsPerOperation": 80.0, "errorNs": 0.0, "bytesPerOperation": 56.0}
                ]}
                """);

        assertThat(MicroResult.read(file)).containsExactly(HOP);
    }

    @Test
    void shouldRefuseAnotherFile(@TempDir final Path directory) throws IOException {
        final Path file = Files.writeString(directory.resolve("other.json"), "{}");

        assertThatThrownBy(() -> MicroResult.read(file))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("must be a result of bench micro");
    }
}
