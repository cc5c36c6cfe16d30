/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultFileTest {

    private static final Setting JUMBO = new Setting(true, 9000, 3);

    @TempDir
    private Path directory;

    @Test
    void shouldReadWhatWasAppended() {
        final RunResult first = Results.throughput(Contender.TOTEMIC, JUMBO, 1, 64, 123_456.75);
        final RunResult second = Results.latency(Contender.COROSYNC_KNET, JUMBO, 2, 230.5);
        final ResultFile file = new ResultFile(directory.resolve("results.jsonl"));

        file.append(first);
        file.append(second);

        assertThat(new ResultFile(directory.resolve("results.jsonl")).read()).containsExactly(first, second);
    }

    @Test
    void shouldHoldNothingIfThereIsNoFile() {
        assertThat(new ResultFile(directory.resolve("none.jsonl")).read()).isEmpty();
    }

    @Test
    void shouldDropTheLineOfAnInterruptedRun() throws IOException {
        final Path path = directory.resolve("results.jsonl");
        final ResultFile file = new ResultFile(path);
        final RunResult first = Results.throughput(Contender.TOTEMIC, JUMBO, 1, 64, 1000);
        final RunResult second = Results.throughput(Contender.TOTEMIC, JUMBO, 2, 64, 1000);
        file.append(first);
        Files.writeString(path, "{\"system\":\"tote", StandardOpenOption.APPEND);

        assertThat(file.read()).containsExactly(first);
        file.append(second);

        assertThat(file.read()).containsExactly(first, second);
    }

    @Test
    void shouldNameFileLineAndRuleOfALineThatIsNoResult() throws IOException {
        final Path path = directory.resolve("results.jsonl");
        new ResultFile(path).append(Results.throughput(Contender.TOTEMIC, JUMBO, 1, 64, 1000));
        Files.writeString(path, "something else\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> new ResultFile(path).read())
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("results.jsonl, line 2: must be a result of bench compare");
    }
}
