/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.tla;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs TLC, each time in a JVM of its own: it keeps what it knows in static fields. Not thread-safe. */
final class Tlc {

    private final Path models;
    private final int workers;

    /**
     * For the models of a directory.
     *
     * @param workers threads of TLC
     */
    Tlc(final Path models, final int workers) {
        this.models = models;
        this.workers = workers;
    }

    /**
     * Checks one model to its end.
     *
     * @throws IOException if the model cannot be read or TLC not be started
     * @throws InterruptedException while TLC runs; it is ended then
     */
    TlcOutcome check(final ModelRun run) throws IOException, InterruptedException {
        final Path scratch = Files.createTempDirectory("totemic-tla");
        try {
            final String defaults = Files.readString(models.resolve(run.module() + ".cfg"));
            final Path configuration = Files.writeString(scratch.resolve("run.cfg"), run.configuration(defaults));
            final Path output = scratch.resolve("output");
            final Process tlc = new ProcessBuilder(command(run, configuration, scratch))
                    .directory(models.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                tlc.waitFor();
            } finally {
                tlc.destroy();
            }
            return TlcOutcome.read(Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            delete(scratch);
        }
    }

    private List<String> command(final ModelRun run, final Path configuration, final Path scratch) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx2g", "-XX:+UseParallelGC", "-Djava.io.tmpdir=" + scratch));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "tlc2.TLC"));
        command.addAll(List.of("-workers", Integer.toString(workers), "-nowarning"));
        command.addAll(List.of("-metadir", scratch.resolve("states").toString()));
        command.addAll(List.of("-config", configuration.toString(), run.module()));
        return command;
    }

    static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
