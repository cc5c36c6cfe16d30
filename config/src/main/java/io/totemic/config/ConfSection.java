/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.ArrayList;
import java.util.List;

/** One section of a file as it was read: its lines in order, nothing judged. */
final class ConfSection {

    /** A line {@code key: value}. */
    record Entry(int line, String name, String value) {}

    /** Whether the content of a section is judged. */
    enum Standing {
        KNOWN,
        WITHOUT_EFFECT,
        UNKNOWN
    }

    private final String path;
    private final int line;
    private final Standing standing;
    private final List<Entry> entries = new ArrayList<>();
    private final List<ConfSection> children = new ArrayList<>();

    ConfSection(final String path, final int line, final Standing standing) {
        this.path = path;
        this.line = line;
        this.standing = standing;
    }

    /** Names from the outside, separated by dots; empty for the file itself. */
    String path() {
        return path;
    }

    /** Line that opens the section; 0 for the file itself. */
    int line() {
        return line;
    }

    Standing standing() {
        return standing;
    }

    List<Entry> entries() {
        return entries;
    }

    void add(final Entry entry) {
        entries.add(entry);
    }

    void add(final ConfSection child) {
        children.add(child);
    }

    String pathOf(final String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** All sections of a path below this one, in the order of the file. */
    List<ConfSection> all(final String wantedPath) {
        final List<ConfSection> found = new ArrayList<>();
        for (final ConfSection child : children) {
            if (child.standing == Standing.KNOWN) {
                if (child.path.equals(wantedPath)) {
                    found.add(child);
                }
                found.addAll(child.all(wantedPath));
            }
        }
        return found;
    }
}
