/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemic.benchmarks.BenchFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Finished runs, one to a line; each is appended when it is finished, so that an interrupted comparison can go on. */
final class ResultFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    ResultFile(final Path file) {
        this.file = file;
    }

    /**
     * What it holds; nothing if there is no such file. A last line without an end is that of a run that was interrupted, and left out.
     *
     * @throws BenchFailure if another line is no result
     */
    List<RunResult> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            final String text = Files.readString(file, StandardCharsets.UTF_8);
            final List<RunResult> all = new ArrayList<>();
            int number = 0;
            for (final String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                number++;
                all.add(parse(line, number));
            }
            return all;
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read", unreadable);
        }
    }

    private RunResult parse(final String line, final int number) {
        try {
            return JSON.readValue(line, RunResult.class);
        } catch (final JsonProcessingException other) {
            throw new BenchFailure(
                    file + ", line " + number + ": must be a result of bench compare, " + other.getOriginalMessage(),
                    other);
        }
    }

    /** Adds a line. */
    void append(final RunResult result) {
        try {
            if (Files.exists(file)) {
                dropUnfinishedLine();
            }
            Files.writeString(
                    file,
                    JSON.writeValueAsString(result) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (final IOException refused) {
            throw new UncheckedIOException(file + " cannot be written", refused);
        }
    }

    private void dropUnfinishedLine() throws IOException {
        final String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            Files.writeString(file, text.substring(0, text.lastIndexOf('\n') + 1), StandardCharsets.UTF_8);
        }
    }
}
