/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MatrixTest {

    private static final Setting PLAIN = new Setting(false, 1500, 3);
    private static final Setting ENCRYPTED = new Setting(true, 1500, 3);
    private static final double DEFAULT_LIMIT_S = 25 * 60;

    private final Matrix matrix = new Matrix(
            List.of(PLAIN, ENCRYPTED),
            2,
            setting -> Matrix.throughputCases(List.of(64, 1024), List.of(1, 3)),
            List.of(Contender.TOTEMIC, Contender.COROSYNC_KNET, Contender.COROSYNC_UDPU));

    @Test
    void shouldMeasureContendersInTurnCaseByCase() {
        assertThat(matrix.runs().subList(0, 4))
                .extracting(
                        run -> run.contender().label() + " " + run.measured().label() + " " + run.round())
                .containsExactly(
                        "totemic throughput/64/1 1",
                        "corosync-knet throughput/64/1 1",
                        "corosync-udpu throughput/64/1 1",
                        "totemic throughput/64/3 1");
    }

    @Test
    void shouldLeaveOutWhatAContenderDoesNotSupport() {
        assertThat(Matrix.contendersOf(matrix.runs(), ENCRYPTED))
                .containsExactly(Contender.TOTEMIC, Contender.COROSYNC_KNET);
        assertThat(matrix.runs()).hasSize(2 * 4 * (3 + 2));
    }

    @Test
    void shouldNotRepeatFinishedRuns() {
        final List<RunResult> finished = List.of(
                Results.throughput(Contender.COROSYNC_KNET, PLAIN, 2, 1024, 1000),
                Results.throughput(Contender.TOTEMIC, ENCRYPTED, 1, 64, 1000),
                // of another comparison
                Results.throughput(Contender.JGROUPS_TCP, PLAIN, 1, 64, 1000));

        final List<PlannedRun> remaining = matrix.remaining(finished);

        assertThat(remaining).hasSize(matrix.runs().size() - 2);
        assertThat(remaining)
                .doesNotContain(finished.get(0).run(), finished.get(1).run());
    }

    @Test
    void shouldBringUpNoSettingThatIsFinished() {
        final List<RunResult> finished = matrix.runs().stream()
                .filter(run -> run.setting().equals(PLAIN))
                .map(run -> new RunResult(
                        run.contender().label(),
                        false,
                        1500,
                        run.measured().kind(),
                        run.measured().bytes(),
                        run.measured().parameter(),
                        run.round(),
                        1,
                        List.of(1.0, 1.0, 1.0),
                        List.of(),
                        0,
                        0,
                        0,
                        RunResult.Latencies.NONE,
                        RunResult.Latencies.NONE,
                        true,
                        0,
                        ""))
                .toList();

        assertThat(Matrix.settingsOf(matrix.remaining(finished))).containsExactly(ENCRYPTED);
    }

    @Test
    void shouldEndByDefaultWithin25Minutes() {
        final CompareCommand command = new CompareCommand();
        new CommandLine(command).parseArgs();

        assertThat(command.estimateSeconds()).isBetween(DEFAULT_LIMIT_S / 2, DEFAULT_LIMIT_S);
    }

    @Test
    void shouldMeasureLatencyInTheFirstSettingOnlyUnlessFull() {
        final CompareCommand usual = new CompareCommand();
        new CommandLine(usual).parseArgs("--cases", "latency");
        final CompareCommand full = new CompareCommand();
        new CommandLine(full).parseArgs("--cases", "latency", "--full");

        assertThat(Matrix.settingsOf(usual.matrix().runs())).containsExactly(PLAIN);
        assertThat(Matrix.settingsOf(full.matrix().runs())).hasSize(4);
    }
}
