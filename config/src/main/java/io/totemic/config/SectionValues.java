/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of a section, judged by the catalogue when they are taken in: what breaks its range is a problem, what is
 * unknown or without effect a notice. Questions may be asked only about effective keys.
 */
final class SectionValues {

    private final String section;
    private final Map<String, ConfSection.Entry> values = new LinkedHashMap<>();
    private final Set<String> bad = new TreeSet<>();

    private SectionValues(final String section) {
        this.section = section;
    }

    /** A section in which nothing is written. */
    static SectionValues empty(final String section) {
        return new SectionValues(section);
    }

    /** The values of all sections of one path together; of a key that is written twice the last counts. */
    static SectionValues of(final Findings findings, final String path, final List<ConfSection> sections) {
        final SectionValues values = new SectionValues(path);
        for (final ConfSection section : sections) {
            section.entries().forEach(entry -> values.take(findings, entry));
        }
        return values;
    }

    private void take(final Findings findings, final ConfSection.Entry entry) {
        final String path = section + "." + entry.name();
        final ConfigKey key = ConfigKeys.find(section, entry.name()).orElse(null);
        if (key == null) {
            findings.notice(entry.line(), path, "unknown key, has no effect");
            return;
        }
        final Optional<String> violation = key.violation(entry.value());
        if (violation.isPresent()) {
            findings.problem(entry.line(), path, violation.get());
            bad.add(entry.name());
        } else if (!key.effective()) {
            findings.notice(entry.line(), path, "has no effect: " + key.effect());
        } else {
            values.put(entry.name(), entry);
        }
    }

    String path(final String name) {
        return section + "." + name;
    }

    /** Whether one of the keys was a problem, so that what depends on it cannot be judged. */
    boolean isBad(final String... names) {
        return List.of(names).stream().anyMatch(bad::contains);
    }

    /** Whether the key is written with a value that counts; a 0 that means the default does not. */
    boolean isSet(final String name) {
        final ConfSection.Entry entry = values.get(name);
        return entry != null && !(key(name).isZeroDefault() && Long.parseLong(entry.value()) == 0);
    }

    /** Line of the key; 0 if it is not written. */
    int line(final String name) {
        final ConfSection.Entry entry = values.get(name);
        return entry == null ? 0 : entry.line();
    }

    /** Value of a number of at most 32 bits, or its default. */
    long number(final String name) {
        return Long.parseLong(isSet(name) ? values.get(name).value() : key(name).defaultText());
    }

    /** The same as an int; only for keys whose range fits. */
    int integer(final String name) {
        return Math.toIntExact(number(name));
    }

    /** Value of a string or word, or its default. */
    String text(final String name) {
        final ConfSection.Entry entry = values.get(name);
        return entry == null ? key(name).defaultText() : entry.value();
    }

    /** Value of a boolean or of a word with on and off; everything else than no, off, 0 is true. */
    boolean isOn(final String name) {
        final String text = text(name);
        return !(text.equals("no") || text.equals("off") || text.equals("0"));
    }

    private ConfigKey key(final String name) {
        return ConfigKeys.find(section, name)
                .orElseThrow(() -> new IllegalStateException("key " + path(name) + " must stand in the catalogue"));
    }
}
