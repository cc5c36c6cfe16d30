/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.totemic.benchmarks.compare.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of a benchmark as JSON, with what they depend on. */
public final class FigureFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, String> environment = Environment.now();
    private final Path file;

    /** Begun before the first measurement, since the environment is that of now; a {@code file} of null takes nothing. */
    public FigureFile(final Path file) {
        this.file = file;
    }

    /** Writes it; each list holds records of one kind. */
    public void write(final String title, final Map<String, List<?>> figures) throws IOException {
        if (file == null) {
            return;
        }
        final Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", title);
        all.put("environment", environment);
        all.putAll(figures);
        JSON.writeValue(file.toFile(), all);
        System.out.println("written to " + file);
    }
}
