/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.mutant;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tries mutants: each is compiled in front of this process's class path and run in a JVM of its own, so that one that eats memory
 * or never ends harms nobody.
 */
public final class MutantRunner {

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String QUIET = "<configuration><root level=\"OFF\"/></configuration>";

    private final Path root;
    private final int nodes;
    private final long from;
    private final int seeds;

    /** Of the project whose root is {@code root}; each mutant is given {@code seeds} seeds from {@code from} on. */
    public MutantRunner(final Path root, final int nodes, final long from, final int seeds) {
        this.root = root;
        this.nodes = nodes;
        this.from = from;
        this.seeds = seeds;
    }

    /** Tries {@code mutant}. */
    public MutantOutcome run(final Mutant mutant) throws IOException, InterruptedException, MutantException {
        final long beganNs = System.nanoTime();
        final Path directory = Files.createTempDirectory("totemic-mutant-");
        try {
            new MutantCompiler(root, CLASS_PATH).compile(mutant, directory);
            final String[] result = resultOf(mutant, directory).split("\t", -1);
            return new MutantOutcome(
                    mutant,
                    result[2].isEmpty() ? List.of() : List.of(result[2].split(",")),
                    Long.parseLong(result[1]),
                    result[3],
                    System.nanoTime() - beganNs);
        } finally {
            delete(directory);
        }
    }

    private String resultOf(final Mutant mutant, final Path directory)
            throws IOException, InterruptedException, MutantException {
        final Path quiet = Files.writeString(directory.resolve("quiet.xml"), QUIET);
        final Path output = directory.resolve("output.txt");
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx400m",
                "-Dlogback.configurationFile=" + quiet,
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                directory + File.pathSeparator + CLASS_PATH,
                MutantRun.class.getName(),
                Integer.toString(nodes),
                Long.toString(from),
                Integer.toString(seeds),
                mutant.profile(),
                mutant.scenario().isEmpty()
                        ? ""
                        : root.resolve(mutant.scenario()).toString(),
                mutant.history()));
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        final String written = Files.readString(output);
        return written.lines()
                .filter(line -> line.startsWith(MutantRun.RESULT))
                .findFirst()
                .orElseThrow(() ->
                        new MutantException("the JVM of mutant " + mutant.name() + " gave no result: " + written));
    }

    private static void delete(final Path directory) throws IOException {
        final List<Path> deepestFirst;
        try (Stream<Path> walked = Files.walk(directory)) {
            deepestFirst = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
