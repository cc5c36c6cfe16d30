/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Objects;

/**
 * One mistake in a configuration file, told so that the operator can go to the line and mend it.
 *
 * <p>A file with a problem is refused as a whole; all problems of a file are collected first, one for each mistake.
 *
 * @param file name of the file as it was given to the parser
 * @param line line of the mistake, from 1; 0 if the whole file is meant, e.g. for a missing key
 * @param key subject of the sentence: the full key ({@code totem.token}), a section or a quoted line
 * @param rule rest of the sentence: the value found and the rule it breaks, {@code is -1, must be ...}
 */
public record ConfigProblem(String file, int line, String key, String rule) {

    public ConfigProblem {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(rule, "rule");
        if (line < 0) {
            throw new IllegalArgumentException("line is " + line + ", must be at least 0");
        }
    }

    /** The one-line message {@code FILE:LINE: KEY RULE}; the line is left out if the whole file is meant. */
    @Override
    public String toString() {
        return Place.of(file, line) + key + " " + rule;
    }
}
