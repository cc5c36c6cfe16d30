/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fuzzes one target for a time, in a process of its own, and reads the figures from what libFuzzer prints. Findings and the corpus that
 * grows stay in the work folder; the kept corpus is only read.
 */
final class Campaign {

    /** Begins the line in which the process says the most that an input has cost. */
    static final String WORST = "totemic fuzz: ";

    private static final Pattern PROGRESS = Pattern.compile("^#(\\d+)\\s.* cov: (\\d+) ft: (\\d+) corp: (\\d+)/.*");
    private static final Pattern EXECUTED = Pattern.compile("^stat::number_of_executed_units: *(\\d+)");

    /** An input that takes so long is a finding, in seconds of wall time: it may wait, which costs no processor time. */
    private static final int HANG_S = 30;

    /**
     * What came out.
     *
     * @param executions inputs tried
     * @param coverage edges of our code that inputs have reached
     * @param features edges, told apart by how often they were passed
     * @param corpusInputs inputs that each reach something of their own
     * @param finding the first finding, empty if there is none
     * @param worst what an input has cost at most, for people
     */
    record Outcome(long executions, long coverage, long features, long corpusInputs, String finding, String worst) {}

    private final String target;
    private final Path kept;
    private final Path work;

    /**
     * Of a target.
     *
     * @param kept folder with the corpus of all targets, a folder for each
     * @param work folder for what a run leaves behind
     */
    Campaign(final String target, final Path kept, final Path work) {
        this.target = target;
        this.kept = kept.resolve(target);
        this.work = work.resolve(target);
    }

    /** Fuzzes for {@code seconds} and answers when it is over, or at the first finding. Log in {@code fuzz.log} of the work folder. */
    Outcome run(final int seconds) throws IOException, InterruptedException {
        final Path corpus = Files.createDirectories(work.resolve("corpus"));
        final Path log = work.resolve("fuzz.log");
        final Process process = new ProcessBuilder(command(seconds, corpus))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            final List<String> lines = output.lines().toList();
            final int status = process.waitFor();
            Files.write(log, lines);
            return read(lines, status);
        } finally {
            process.destroy();
        }
    }

    private List<String> command(final int seconds, final Path corpus) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                // Agrona's.
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-D" + JazzerEntry.TARGET_PROPERTY + "=" + target,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + JazzerEntry.class.getName(),
                // Of the decoders, and of nothing that they stand on.
                "--instrumentation_includes=io.totemic.**",
                "--custom_hook_includes=io.totemic.**",
                "--instrumentation_excludes=io.totemic.fuzz.BoundedRun:io.totemic.fuzz.Expect",
                "-artifact_prefix=" + work + "/",
                "-max_total_time=" + seconds,
                "-max_len=" + FuzzTargets.create(target).longestInputBytes(),
                "-timeout=" + HANG_S,
                "-print_final_stats=1",
                corpus.toString(),
                kept.toString());
    }

    private static Outcome read(final List<String> lines, final int status) {
        long executions = 0;
        long[] figures = new long[3];
        String finding = "";
        String worst = "";
        for (final String line : lines) {
            final Matcher progress = PROGRESS.matcher(line);
            final Matcher executed = EXECUTED.matcher(line);
            if (progress.matches()) {
                executions = Long.parseLong(progress.group(1));
                figures = new long[] {
                    Long.parseLong(progress.group(2)),
                    Long.parseLong(progress.group(3)),
                    Long.parseLong(progress.group(4))
                };
            } else if (executed.matches()) {
                executions = Long.parseLong(executed.group(1));
            } else if (line.startsWith(WORST)) {
                worst = line.substring(WORST.length());
            } else if (finding.isEmpty()
                    && (line.startsWith("== Java Exception:") || line.contains("ERROR: libFuzzer:"))) {
                finding = line;
            }
        }
        if (status != 0 && finding.isEmpty()) {
            finding = "the process ended with status " + status;
        }
        return new Outcome(executions, figures[0], figures[1], figures[2], finding, worst);
    }
}
