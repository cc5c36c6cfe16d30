/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration was refused; the message has one line for each problem. Thrown before anything is started. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    /**
     * An exception of all problems of one file.
     *
     * @param problems at least one
     */
    public ConfigException(final List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** All problems in the order of their lines, those of the whole file last; empty after deserialization. */
    public List<ConfigProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
