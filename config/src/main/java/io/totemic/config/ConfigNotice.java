/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Objects;

/**
 * Something in a configuration file that was read but changes nothing, or not what its writer may expect.
 *
 * <p>Notices never refuse a file; the node logs them when it starts.
 *
 * @param file name of the file as it was given to the parser
 * @param line line of the key or section, from 1; 0 if the whole file is meant
 * @param key the full key or section, e.g. {@code totem.threads}
 * @param text what is without effect and why
 */
public record ConfigNotice(String file, int line, String key, String text) {

    public ConfigNotice {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(text, "text");
        if (line < 0) {
            throw new IllegalArgumentException("line is " + line + ", must be at least 0");
        }
    }

    /** The one-line message {@code FILE:LINE: KEY: TEXT}; the line is left out if the whole file is meant. */
    @Override
    public String toString() {
        return Place.of(file, line) + key + ": " + text;
    }
}
