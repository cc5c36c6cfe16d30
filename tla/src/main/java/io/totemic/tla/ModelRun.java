/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.tla;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code docs/tla/runs.txt}: a model with constants of its own.
 *
 * @param module name of the model
 * @param name of the run
 * @param constants that differ from those in the model's configuration, in the order of the line
 * @param violated the invariant or property that must be violated; empty if all must hold
 */
record ModelRun(String module, String name, Map<String, String> constants, String violated) {

    private static final String FILE = "runs.txt";
    private static final int CELLS = 4;

    /**
     * All runs of a directory of models.
     *
     * @throws IOException if the list cannot be read, or a line of it has not four cells
     */
    static List<ModelRun> allOf(final Path models) throws IOException {
        final List<ModelRun> runs = new ArrayList<>();
        int number = 0;
        for (final String line : Files.readAllLines(models.resolve(FILE))) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            final String[] cells = line.split("\\|", -1);
            if (cells.length != CELLS) {
                throw new IOException(FILE + ":" + number + ": has " + cells.length + " cells, must have " + CELLS);
            }
            runs.add(new ModelRun(cells[0].strip(), cells[1].strip(), constants(cells[2], number), cells[3].strip()));
        }
        return runs;
    }

    private static Map<String, String> constants(final String cell, final int number) throws IOException {
        final Map<String, String> constants = new LinkedHashMap<>();
        for (final String assignment : cell.isBlank() ? new String[0] : cell.split(",", -1)) {
            final int equals = assignment.indexOf('=');
            if (equals < 0) {
                throw new IOException(
                        FILE + ":" + number + ": " + assignment.strip() + " must be written CONSTANT = VALUE");
            }
            constants.put(
                    assignment.substring(0, equals).strip(),
                    assignment.substring(equals + 1).strip());
        }
        return constants;
    }

    /** Whether a fault is planted. */
    boolean isPlanted() {
        return !violated.isEmpty();
    }

    /**
     * TLC's configuration of this run.
     *
     * @param defaults the configuration of the model
     * @throws IOException if a constant of the run does not stand in it
     */
    String configuration(final String defaults) throws IOException {
        String text = defaults;
        for (final Map.Entry<String, String> constant : constants.entrySet()) {
            final Matcher line = Pattern.compile("(?m)^( *" + Pattern.quote(constant.getKey()) + " = ).*$")
                    .matcher(text);
            if (!line.find()) {
                throw new IOException(module + ".cfg has no constant " + constant.getKey());
            }
            text = line.replaceFirst("$1" + Matcher.quoteReplacement(constant.getValue()));
        }
        return isPlanted() ? onlyViolated(text) : text;
    }

    /** Else another invariant may be violated first, and this one be one that cannot fail. */
    private String onlyViolated(final String text) throws IOException {
        final List<String> lines = new ArrayList<>();
        boolean isFound = false;
        for (final String line : text.lines().toList()) {
            final List<String> words = List.of(line.split(" ", -1));
            if (!words.get(0).startsWith("INVARIANT") && !words.get(0).startsWith("PROPERTIES")) {
                lines.add(line);
            } else if (words.contains(violated)) {
                isFound = true;
                lines.add(words.get(0) + " " + violated);
            }
        }
        if (!isFound) {
            throw new IOException(module + ".cfg does not check " + violated);
        }
        return String.join("\n", lines) + "\n";
    }
}
