/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a comparison prints and writes: the environment first, then the table. */
final class ComparisonReport {

    private final Map<String, String> environment = Environment.now();
    private final String title;

    /** Prints what the figures depend on. */
    ComparisonReport(final String title) {
        this.title = title;
        System.out.println(title);
        System.out.println(environmentText());
    }

    private String environmentText() {
        final StringBuilder text = new StringBuilder();
        environment.forEach((name, value) ->
                text.append("    ").append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /**
     * Prints the table, and writes all to {@code directory} if it is not null.
     *
     * @return 0 if every run of {@code matrix} was made, and those of Totemic with one order, else 1
     */
    int end(final Matrix matrix, final List<RunResult> results, final Path directory) throws IOException {
        final String table = new ComparisonTable(results).toString();
        System.out.println(table);
        if (directory != null) {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve("compare.txt"), title + "\n" + environmentText() + table, StandardCharsets.UTF_8);
            final Map<String, Object> all = new TreeMap<>();
            all.put("environment", environment);
            all.put("results", results);
            new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(directory.resolve("compare.json").toFile(), all);
            for (final Plot plot : Plots.of(results)) {
                Files.writeString(directory.resolve(plot.fileName()), plot.svg(), StandardCharsets.UTF_8);
            }
            System.out.println("written to " + directory);
        }
        final int missing = matrix.remaining(results).size();
        if (missing > 0) {
            System.out.println(missing + " runs could not be made, see above");
        }
        final boolean isWrong =
                results.stream().anyMatch(result -> result.run().contender().isTotemic() && !result.isOneOrder());
        return isWrong || missing > 0 ? 1 : 0;
    }
}
