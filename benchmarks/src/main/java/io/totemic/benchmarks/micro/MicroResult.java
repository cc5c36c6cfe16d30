/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.micro;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.totemic.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured of one benchmark.
 *
 * @param benchmark class and method
 * @param parameters by name
 * @param nsPerOperation mean
 * @param errorNs half of the 99.9 % confidence interval, 0 if there are too few samples for one
 * @param bytesPerOperation allocated, by the profiler of the collector
 */
record MicroResult(
        String benchmark,
        Map<String, String> parameters,
        double nsPerOperation,
        double errorNs,
        double bytesPerOperation) {

    /** Under which name a file holds them. */
    static final String KEY = "results";

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    MicroResult {
        parameters = new TreeMap<>(parameters);
    }

    static MicroResult of(final RunResult result) {
        final String[] path = result.getParams().getBenchmark().split("\\.", -1);
        final Map<String, String> parameters = new TreeMap<>();
        result.getParams()
                .getParamsKeys()
                .forEach(key -> parameters.put(key, result.getParams().getParam(key)));
        // Not as a stream of entries, whose type JMH leaves raw.
        final String allocated = result.getSecondaryResults().keySet().stream()
                .filter(key -> key.endsWith(ALLOCATED))
                .findFirst()
                .orElseThrow();
        final double errorNs = result.getPrimaryResult().getScoreError();
        return new MicroResult(
                path[path.length - 2] + "." + path[path.length - 1],
                parameters,
                result.getPrimaryResult().getScore(),
                Double.isNaN(errorNs) ? 0 : errorNs,
                result.getSecondaryResults().get(allocated).getScore());
    }

    /**
     * Those of a file that the command has written.
     *
     * @throws BenchFailure if it cannot be read
     */
    static List<MicroResult> read(final Path file) {
        try {
            final JsonNode results = JSON.readTree(file.toFile()).path(KEY);
            if (!results.isArray()) {
                throw new BenchFailure(file + " has no " + KEY + ", must be a result of bench micro");
            }
            final List<MicroResult> all = new ArrayList<>();
            for (final JsonNode each : results) {
                all.add(JSON.treeToValue(each, MicroResult.class));
            }
            return all;
        } catch (final IOException unreadable) {
            throw new BenchFailure(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The benchmark with its parameters, as it is shown and found again. */
    String title() {
        return parameters.isEmpty() ? benchmark : benchmark + " " + parameters;
    }
}
