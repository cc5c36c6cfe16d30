/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Objects;

/**
 * One section that is known.
 *
 * @param path names from the outside, separated by dots, e.g. {@code totem.interface}
 * @param whyWithoutEffect why its content is not looked at; empty if the section is effective
 */
public record ConfigSection(String path, String whyWithoutEffect) {

    public ConfigSection {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(whyWithoutEffect, "whyWithoutEffect");
    }

    /** Whether the content of the section is looked at. */
    public boolean isEffective() {
        return whyWithoutEffect.isEmpty();
    }

    /** Path of the section around it; empty for a section of the file. */
    public String parent() {
        final int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }

    /** Last name of the path. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
