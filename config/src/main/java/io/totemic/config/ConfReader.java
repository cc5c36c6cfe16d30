/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines to sections. A forgotten brace would shift everything after it, so the reader guesses where it belongs and reports
 * only the first brace that is out of place.
 *
 * <p>Source: corosync.conf(5), file format.
 */
final class ConfReader {

    private static final int MAX_LINE_CHARACTERS = 511;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]+");

    private final Findings findings;
    private final Deque<ConfSection> open = new ArrayDeque<>();
    private boolean hasBraceProblem;
    private boolean isIntact = true;

    ConfReader(final Findings findings) {
        this.findings = findings;
    }

    /** Whether no line, section or brace was a problem; only then can a missing key be told. */
    boolean isIntact() {
        return isIntact;
    }

    /** Reads the whole text; the returned section stands for the file. */
    ConfSection read(final String text) {
        final ConfSection file = new ConfSection("", 0, ConfSection.Standing.KNOWN);
        open.push(file);
        int line = 0;
        int start = 0;
        while (start < text.length()) {
            final int newline = text.indexOf('\n', start);
            final int end = newline < 0 ? text.length() : newline;
            line++;
            readLine(line, text.substring(start, end));
            start = end + 1;
        }
        if (open.size() > 1) {
            final ConfSection unclosed = open.peek();
            braceProblem(unclosed.line(), unclosed.path(), "is opened here and not closed, must end with }");
        }
        return file;
    }

    private void readLine(final int line, final String raw) {
        if (raw.length() > MAX_LINE_CHARACTERS + (raw.endsWith("\r") ? 1 : 0)) {
            isIntact = false;
            findings.problem(
                    line, "line", "has " + raw.length() + " characters, must have at most " + MAX_LINE_CHARACTERS);
            return;
        }
        final String text = trimmed(raw);
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        final int colon = text.indexOf(':');
        final int brace = text.indexOf('{');
        if (text.equals("}")) {
            close(line);
        } else if (colon >= 0 && (brace < 0 || colon < brace)) {
            final String name = trimmed(text.substring(0, colon));
            if (NAME.matcher(name).matches()) {
                open.element().add(new ConfSection.Entry(line, name, trimmed(text.substring(colon + 1))));
            } else {
                badLine(line, text);
            }
        } else if (brace == text.length() - 1
                && NAME.matcher(trimmed(text.substring(0, brace))).matches()) {
            open(line, trimmed(text.substring(0, brace)));
        } else {
            badLine(line, text);
        }
    }

    private void badLine(final int line, final String text) {
        isIntact = false;
        findings.problem(
                line,
                '"' + Place.shown(text) + '"',
                "cannot be read, must be \"name {\", \"}\", \"key: value\" or a comment");
        // The braces of the line still count, else the rest of the file would be out of place.
        final long opened = text.chars().filter(character -> character == '{').count();
        final long closed = text.chars().filter(character -> character == '}').count();
        if (opened > 0 || closed > 0 || NAME.matcher(text).matches()) {
            // This line may have been meant to open or close a section: what follows from that is not told as well.
            hasBraceProblem = true;
        }
        if (opened > closed) {
            push(line, "?", ConfSection.Standing.UNKNOWN);
        } else if (closed > opened && open.size() > 1) {
            open.pop();
        }
    }

    private void open(final int line, final String name) {
        final ConfSection around = open.element();
        if (around.standing() == ConfSection.Standing.UNKNOWN) {
            push(line, name, ConfSection.Standing.UNKNOWN);
            return;
        }
        if (ConfigKeys.findSection(around.pathOf(name)).isEmpty() && hasPlaceFurtherOut(name)) {
            braceProblem(
                    around.line(),
                    around.path(),
                    "is opened here and not closed before " + name + " in line " + line + ", must end with }");
            while (ConfigKeys.findSection(open.element().pathOf(name)).isEmpty()) {
                open.pop();
            }
        }
        openInPlace(line, name);
    }

    private void openInPlace(final int line, final String name) {
        final ConfSection around = open.element();
        final String path = around.pathOf(name);
        final ConfigSection known = ConfigKeys.findSection(path).orElse(null);
        if (known != null) {
            final boolean isEffective = around.standing() == ConfSection.Standing.KNOWN && known.isEffective();
            if (!isEffective && around.standing() == ConfSection.Standing.KNOWN) {
                findings.notice(line, path, "the section has no effect: " + known.whyWithoutEffect());
            }
            push(line, name, isEffective ? ConfSection.Standing.KNOWN : ConfSection.Standing.WITHOUT_EFFECT);
            return;
        }
        final List<String> allowed = ConfigKeys.sectionsIn(around.path());
        final String rule = allowed.isEmpty()
                ? "is not a known section, " + around.path() + " must not hold sections"
                : "is not a known section, must be one of " + String.join(", ", allowed);
        final boolean isKnownElsewhere = ConfigKeys.sections().stream()
                .anyMatch(section -> section.name().equals(name));
        if (isKnownElsewhere) {
            braceProblem(line, path, rule);
        } else {
            isIntact = false;
            findings.problem(line, path, rule);
        }
        push(line, name, ConfSection.Standing.UNKNOWN);
    }

    private boolean hasPlaceFurtherOut(final String name) {
        return open.stream().skip(1).anyMatch(section -> ConfigKeys.findSection(section.pathOf(name))
                .isPresent());
    }

    private void push(final int line, final String name, final ConfSection.Standing standing) {
        final ConfSection around = open.element();
        // Of an unknown section nothing is judged, so what is in it shares its path: paths that grow with the depth
        // would take memory
        // with the square of the text.
        final boolean isInUnknown = around.standing() == ConfSection.Standing.UNKNOWN;
        final ConfSection section = new ConfSection(isInUnknown ? around.path() : around.pathOf(name), line, standing);
        around.add(section);
        open.push(section);
    }

    private void close(final int line) {
        if (open.size() > 1) {
            open.pop();
        } else {
            braceProblem(line, "}", "closes no section, must stand after an open one");
        }
    }

    /** One brace that is out of place makes others look so; only the first is told. */
    private void braceProblem(final int line, final String key, final String rule) {
        isIntact = false;
        if (!hasBraceProblem) {
            hasBraceProblem = true;
            findings.problem(line, key, rule);
        }
    }

    private static String trimmed(final String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(final char character) {
        return character == ' ' || character == '\t' || character == '\u00a0' || character == '\r';
    }
}
